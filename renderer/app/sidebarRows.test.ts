import { describe, expect, it } from 'vitest';
import type { PeekResult } from '../../shared/engineApi.ts';
import { fileGrant, folderGrant } from '../../test/support/memoryHost.ts';
import { checkpointEntry } from '../../test/support/stubEngine.ts';
import type { FileRecord } from '../store/appState.ts';
import { listSidebarRows, type SidebarKnown } from './sidebarRows.ts';

function known(
  names: readonly string[],
  peeks: readonly PeekResult[],
  files: readonly FileRecord[] = [],
): SidebarKnown {
  const entries = names.map((name) => checkpointEntry('run', name));
  return {
    folders: new Map([['run', { grant: folderGrant('run'), entries, listing: 'done' }]]),
    openFolders: names.length === 0 ? [] : ['run'],
    peeks: new Map(peeks.map((result) => [result.file, result])),
    files: new Map(files.map((record) => [record.grant.file, record])),
    writing: new Set(),
  };
}

function peek(name: string, epoch: number): PeekResult {
  return { file: `run/${name}`, counters: { epoch, globalStep: 9680 } };
}

function labels(state: SidebarKnown): readonly string[] {
  return listSidebarRows(state).map((row) => {
    if (row.kind === 'file') return row.label;
    if (row.kind === 'series') return `all ${row.checkpoints}`;
    return row.kind === 'folder' ? `[${row.grant.name}]` : `# ${row.text}`;
  });
}

describe('listSidebarRows', () => {
  it('lists a folder’s checkpoints newest first, named by the epoch inside', () => {
    const state = known(['epoch=9.ckpt', 'epoch=10.ckpt'], [peek('epoch=9.ckpt', 9), peek('epoch=10.ckpt', 10)]);
    expect(labels(state)).toEqual(['[run]', 'all 2', 'epoch 10', 'epoch 9']);
    expect(listSidebarRows(state)[2]).toMatchObject({ short: '10', note: '9\u202F680' });
  });

  it('keeps the name of files that would read the same', () => {
    const state = known(['epoch=9.ckpt', 'last.ckpt'], [peek('epoch=9.ckpt', 9), peek('last.ckpt', 9)]);
    expect(labels(state)).toEqual(['[run]', 'all 2', 'epoch=9.ckpt', 'last.ckpt']);
  });

  it('keeps rows in place while counters arrive', () => {
    const names = ['epoch=1.ckpt', 'zeros.ckpt', 'epoch=2.ckpt'];
    const files = (state: SidebarKnown) => listSidebarRows(state).map((row) => row.key);
    expect(files(known(names, []))).toEqual(files(known(names, [peek('epoch=1.ckpt', 100)])));
  });

  it('shows why a checkpoint cannot be read', () => {
    const error = { code: 'zip/truncated', message: 'it ends too soon' } as const;
    const [, row] = listSidebarRows(known(['a.ckpt'], [{ file: 'run/a.ckpt', error }]));
    expect(row).toMatchObject({ problem: 'it ends too soon', label: 'a.ckpt' });
  });

  it('shows a checkpoint that is being written, under whatever name, and not as damaged', () => {
    const error = { code: 'zip/truncated', message: 'it ends too soon' } as const;
    const half = checkpointEntry('run', 'b.ckpt.part', { kind: 'other' });
    const state = known(['a.ckpt'], [{ file: 'run/a.ckpt', error }]);
    const folder = {
      grant: folderGrant('run'),
      entries: [checkpointEntry('run', 'a.ckpt'), half],
      listing: 'done',
    } as const;
    const rows = listSidebarRows({
      ...state,
      folders: new Map([['run', folder]]),
      writing: new Set(['run/a.ckpt', half.file]),
    });
    expect(rows).toMatchObject([
      { kind: 'folder', checkpoints: 0 },
      { name: 'b.ckpt.part', writing: true, problem: undefined },
      { name: 'a.ckpt', writing: true, problem: undefined, note: 'writing' },
    ]);
  });

  it('lists files that were opened by themselves below', () => {
    const record: FileRecord = {
      grant: fileGrant('x.pt'),
      status: { state: 'idle' },
      parent: undefined,
      generation: 0,
    };
    expect(labels(known(['a.ckpt'], [], [record]))).toEqual(['[run]', 'a.ckpt', '# Also open', 'x.pt']);
    expect(labels(known([], [], [record]))).toEqual(['# Open', 'x.pt']);
  });
});
