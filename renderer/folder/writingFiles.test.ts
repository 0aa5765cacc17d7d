import { describe, expect, it } from 'vitest';
import type { Code } from '../../shared/codes.ts';
import type { FolderEntry, PeekResult } from '../../shared/engineApi.ts';
import { checkpointEntry } from '../../test/support/stubEngine.ts';
import { findWriting, FRESH_MS, isPartName, noteLook, type FolderLooks } from './writingFiles.ts';

/** This machine's clock at the first look. The storage's is an hour behind. */
const START = Date.parse('2025-10-17T12:00:00.000Z');
const SKEW = 3_600_000;

function entry(name: string, bytes: number, at: number): FolderEntry {
  const kind = name.endsWith('.ckpt') ? 'checkpoint' : 'other';
  return checkpointEntry('run', name, { bytes, kind, modified: new Date(at - SKEW).toISOString() });
}

/** A folder that is looked at again and again. Times are milliseconds since the first look, by this machine's clock. */
function watchFolder() {
  let looks: FolderLooks | undefined;
  let entries: readonly FolderEntry[] = [];
  let now = START;
  const peeks = new Map<string, PeekResult>();
  return {
    look(at: number, ...found: readonly (readonly [name: string, bytes: number, modified: number])[]) {
      now = START + at;
      entries = found.map(([name, bytes, modified]) => entry(name, bytes, START + modified));
      looks = noteLook(looks, entries, now);
    },
    read(name: string, code?: Code) {
      const file = `run/${name}`;
      peeks.set(file, code === undefined ? { file } : { file, error: { code, message: '' } });
    },
    writing: () => [...findWriting({ entries, looks: looks ?? new Map(), outcomeOf: (file) => peeks.get(file), now })],
  };
}

describe('a file that grows', () => {
  it('is being written until two looks agree and it can be read', () => {
    const folder = watchFolder();
    folder.look(0);
    folder.look(4000, ['a.ckpt', 10, 3000]);
    expect(folder.writing()).toEqual(['run/a.ckpt']);
    folder.look(8000, ['a.ckpt', 20, 7000]);
    folder.look(12_000, ['a.ckpt', 20, 7000]);
    expect(folder.writing(), 'not read yet').toEqual(['run/a.ckpt']);
    folder.read('a.ckpt', 'zip/truncated');
    expect(folder.writing()).toEqual(['run/a.ckpt']);
    folder.read('a.ckpt');
    expect(folder.writing()).toEqual([]);
  });

  it('is being written again when it changes after it was settled', () => {
    const folder = watchFolder();
    folder.look(0, ['a.ckpt', 10, -1000]);
    folder.read('a.ckpt');
    expect(folder.writing()).toEqual([]);
    folder.look(4000, ['a.ckpt', 5, 3000]);
    expect(folder.writing()).toEqual(['run/a.ckpt']);
  });

  it('counts as changed when only its time does: a copy that reserved its space', () => {
    const folder = watchFolder();
    folder.look(0, ['a.ckpt', 10, -1000]);
    folder.look(4000, ['a.ckpt', 10, 3000]);
    expect(folder.writing()).toEqual(['run/a.ckpt']);
  });

  it('is damaged when it stays unreadable and unchanged', () => {
    const folder = watchFolder();
    folder.look(0);
    folder.look(4000, ['a.ckpt', 10, 3000]);
    folder.look(8000, ['a.ckpt', 10, 3000]);
    folder.read('a.ckpt', 'zip/truncated');
    expect(folder.writing()).toEqual(['run/a.ckpt']);
    folder.look(4000 + FRESH_MS, ['a.ckpt', 10, 3000]);
    expect(folder.writing()).toEqual([]);
  });

  it('is damaged at once when what is wrong is not that it ends', () => {
    const folder = watchFolder();
    folder.look(0);
    folder.look(4000, ['a.ckpt', 10, 3000]);
    folder.look(8000, ['a.ckpt', 10, 3000]);
    folder.read('a.ckpt', 'zip/encrypted');
    expect(folder.writing()).toEqual([]);
  });
});

describe('a file that was there at the first look', () => {
  it('is settled as long as it can be read, however new', () => {
    const folder = watchFolder();
    folder.look(0, ['a.ckpt', 10, -1]);
    expect(folder.writing()).toEqual([]);
  });

  it('is being written when it ends too soon and is the newest on its storage, whose clock is an hour behind', () => {
    const folder = watchFolder();
    folder.look(0, ['a.ckpt', 10, -90_000], ['train.out', 10, -1000]);
    folder.read('a.ckpt', 'zip/truncated');
    expect(folder.writing()).toEqual(['run/a.ckpt']);
  });

  it('is damaged when the storage has newer files', () => {
    const folder = watchFolder();
    folder.look(0, ['a.ckpt', 10, -FRESH_MS - 1000], ['train.out', 10, -1000]);
    folder.read('a.ckpt', 'zip/truncated');
    expect(folder.writing()).toEqual([]);
  });

  it('is damaged when it is days old, although nothing on its storage is newer', () => {
    const folder = watchFolder();
    folder.look(0, ['a.ckpt', 10, -3 * 24 * 3_600_000]);
    folder.read('a.ckpt', 'zip/truncated');
    expect(folder.writing()).toEqual([]);
  });

  it('becomes damaged when it was watched for a while and nothing happened', () => {
    const folder = watchFolder();
    folder.look(0, ['a.ckpt', 10, -1000]);
    folder.read('a.ckpt', 'zip/zero-tail');
    expect(folder.writing()).toEqual(['run/a.ckpt']);
    folder.look(FRESH_MS + 1, ['a.ckpt', 10, -1000]);
    expect(folder.writing()).toEqual([]);
  });
});

describe('a file under a name that is given up later', () => {
  it('is being written while it is new', () => {
    const folder = watchFolder();
    folder.look(0, ['a.ckpt.part', 10, -1000], ['a.ckpt', 10, -5000]);
    expect(folder.writing()).toEqual(['run/a.ckpt.part']);
  });

  it('is a leftover when it is old', () => {
    const folder = watchFolder();
    folder.look(0, ['a.ckpt.part', 10, -FRESH_MS - 5000], ['a.ckpt', 10, -1000]);
    expect(folder.writing()).toEqual([]);
  });

  it.each([
    ['epoch=40-step=9922.ckpt.part', true],
    ['model.safetensors.incomplete', true],
    ['.epoch=40-step=9922.ckpt.k3Wq9Z', true],
    ['model.pt.tmp', true],
    ['notes.txt.tmp', false],
    ['epoch=40.ckpt', false],
  ])('knows %s: %s', (name, expected) => expect(isPartName(name)).toBe(expected));
});
