import { describe, expect, it } from 'vitest';
import type { PeekResult } from '../../shared/engineApi.ts';
import type { Counters } from '../../shared/inspectDocument.ts';
import { fileGrant, folderGrant } from '../../test/support/memoryHost.ts';
import { checkpointEntry } from '../../test/support/stubEngine.ts';
import type { FileRecord } from './appState.ts';
import { OPEN_FILES } from './runState.ts';
import { folderOf, labelOf, listMembers, previousOf } from './trainingOrder.ts';

/** A folder `run` with checkpoints and what stands inside those that were looked into. */
function knownRun(counters: Readonly<Record<string, Counters | undefined>>, writing: readonly string[] = []) {
  const names = Object.keys(counters);
  const peeks = names.flatMap((name): readonly PeekResult[] => {
    const inside = counters[name];
    return inside === undefined ? [] : [{ file: `run/${name}`, counters: inside }];
  });
  const entries = names.map((name) => checkpointEntry('run', name));
  return {
    files: new Map<string, FileRecord>(),
    folders: new Map([['run', { grant: folderGrant('run'), entries, listing: 'done' as const }]]),
    peeks: new Map(peeks.map((peek) => [peek.file, peek])),
    writing: new Set(writing),
  };
}

function namesOf(known: ReturnType<typeof knownRun>): readonly string[] {
  return listMembers(known, 'run').map(({ name }) => name);
}

function before(known: ReturnType<typeof knownRun>, name: string): string | undefined {
  return previousOf(known, `run/${name}`, listMembers(known, 'run'));
}

describe('the order of training', () => {
  it('is that of the steps inside, whatever the names', () => {
    const known = knownRun({ 'a.ckpt': { epoch: 9, globalStep: 900 }, 'b.ckpt': { epoch: 8, globalStep: 800 } });
    expect(namesOf(known)).toEqual(['b.ckpt', 'a.ckpt']);
  });

  it('is that of the epochs where steps are not stated, and of the names where nothing is', () => {
    expect(namesOf(knownRun({ 'b.pt': { epoch: 1 }, 'a.pt': { epoch: 2 } }))).toEqual(['b.pt', 'a.pt']);
    expect(namesOf(knownRun({ 'epoch=10.ckpt': undefined, 'epoch=9.ckpt': undefined }))).toEqual([
      'epoch=9.ckpt',
      'epoch=10.ckpt',
    ]);
  });

  it('leaves out what is being written', () => {
    expect(namesOf(knownRun({ 'a.ckpt': undefined, 'b.ckpt': undefined }, ['run/b.ckpt']))).toEqual(['a.ckpt']);
  });
});

describe('the checkpoint before', () => {
  it('is the one with the step before', () => {
    const known = knownRun({ 'a.ckpt': { globalStep: 1 }, 'b.ckpt': { globalStep: 2 }, 'c.ckpt': { globalStep: 3 } });
    expect(before(known, 'c.ckpt')).toBe('run/b.ckpt');
    expect(before(known, 'a.ckpt')).toBeUndefined();
  });

  it('is not a copy of the same epoch', () => {
    const last = { epoch: 39, globalStep: 9680 };
    const known = knownRun({
      'epoch=38.ckpt': { epoch: 38, globalStep: 9438 },
      'epoch=39.ckpt': last,
      'last.ckpt': last,
    });
    expect(before(known, 'last.ckpt')).toBe('run/epoch=38.ckpt');
  });

  it('is found by name as long as nothing was read', () => {
    expect(before(knownRun({ 'epoch=9.ckpt': undefined, 'epoch=10.ckpt': undefined }), 'epoch=10.ckpt')).toBe(
      'run/epoch=9.ckpt',
    );
  });
});

it('knows the folder of a listed file, and none for a file by itself', () => {
  const known = knownRun({ 'a.ckpt': undefined });
  expect(folderOf(known, 'run/a.ckpt')).toBe('run');
  expect(folderOf(known, 'a.ckpt')).toBeUndefined();
});

it('takes files that were opened by themselves as one series, those of one engine', () => {
  const grants = [fileGrant('x.pt'), fileGrant('y.pt'), { ...fileGrant('drop-1'), engine: 'page' as const }];
  const records = grants.map((grant): FileRecord => ({
    grant,
    status: { state: 'idle' },
    parent: undefined,
    generation: 0,
  }));
  const known = { ...knownRun({}), files: new Map(records.map((record) => [record.grant.file, record])) };
  expect(listMembers(known, OPEN_FILES).map(({ file }) => file)).toEqual(['x.pt', 'y.pt']);
});

it('names a checkpoint by its epoch, or by its name', () => {
  const known = knownRun({ 'a.ckpt': { epoch: 3 }, 'b.ckpt': undefined });
  expect(labelOf(known, 'run/a.ckpt')).toBe('epoch 3');
  expect(labelOf(known, 'run/b.ckpt')).toBe('b.ckpt');
});
