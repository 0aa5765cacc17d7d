import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileOfEpoch, nameOfEpoch, openRun, type RunWindow } from '../../test/support/runWindow.ts';
import { checkpointEntry } from '../../test/support/stubEngine.ts';

const LOOK_MS = 4000;

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

/** Another look at the folder, some seconds later. */
async function look(window: RunWindow): Promise<boolean> {
  vi.setSystemTime(Date.now() + LOOK_MS);
  return window.store.getState().lookAgain('run');
}

/** Writes a file as the storage shows it; its clock runs as this machine's does. */
function write(window: RunWindow, epoch: number, bytes: number): void {
  const name = nameOfEpoch(epoch);
  const entry = checkpointEntry('run', name, { bytes, modified: new Date().toISOString() });
  window.entries = [...window.entries.filter((other) => other.name !== name), entry];
}

function writing(window: RunWindow): readonly string[] {
  return [...window.store.getState().writing];
}

describe('looking again', () => {
  it('leaves everything as it is when nothing changed', async () => {
    const window = await openRun([8, 9]);
    const before = window.store.getState();
    await look(window);
    const after = window.store.getState();
    expect(after.folders).toBe(before.folders);
    expect(after.peeks).toBe(before.peeks);
    expect(after.writing).toBe(before.writing);
  });

  it('shows a new checkpoint as being written until it can be read', async () => {
    const window = await openRun([8]);
    window.cut.add(nameOfEpoch(9));
    write(window, 9, 100);
    await look(window);
    expect(writing(window)).toEqual([fileOfEpoch(9)]);
    write(window, 9, 200);
    await look(window);
    expect(window.peeked, 'not asked for while it grows').toEqual([]);
    window.cut.clear();
    await look(window);
    await vi.waitFor(() => expect(writing(window)).toEqual([]));
    expect(window.store.getState().peeks.get(fileOfEpoch(9))?.counters?.epoch).toBe(9);
  });

  it('keeps what is shown when the storage does not answer, says so, and forgives', async () => {
    const window = await openRun([8, 9]);
    window.store.getState().setWatched('run', true);
    window.isGone = true;
    expect(await look(window)).toBe(false);
    expect(window.store.getState().folders.get('run')?.entries).toHaveLength(2);
    expect(window.store.getState().watched.get('run')?.problem?.code).toBe('source/not-found');
    window.isGone = false;
    expect(await look(window)).toBe(true);
    expect(window.store.getState().watched.get('run')?.problem).toBeUndefined();
  });

  it('reads the counters of a checkpoint that was written anew', async () => {
    const window = await openRun([8]);
    window.store.getState().requestPeeks('host', [fileOfEpoch(8)]);
    await vi.waitFor(() => expect(window.store.getState().peeks.size).toBe(1));
    write(window, 8, 999);
    await look(window);
    expect(writing(window)).toEqual([fileOfEpoch(8)]);
    await look(window);
    await vi.waitFor(() => expect(writing(window)).toEqual([]));
    expect(window.peeked).toEqual([fileOfEpoch(8), fileOfEpoch(8)]);
  });
});

describe('a file that is opened while it is being written', () => {
  it('is not damaged, and opens by itself when it is whole', async () => {
    const window = await openRun([8]);
    window.cut.add(nameOfEpoch(9));
    write(window, 9, 100);
    await look(window);
    window.store.getState().show({ kind: 'file', file: fileOfEpoch(9) });
    const status = () => window.store.getState().files.get(fileOfEpoch(9))?.status.state;
    await vi.waitFor(() => expect(status()).toBe('failed'));
    expect(writing(window)).toEqual([fileOfEpoch(9)]);
    window.cut.clear();
    await look(window);
    await vi.waitFor(() => expect(status()).toBe('ready'));
  });

  it('counts as being written when nobody had looked into it before', async () => {
    const window = await openRun([8], (folder) => {
      folder.cut.add(nameOfEpoch(9));
      write(folder, 9, 100);
    });
    expect(writing(window)).toEqual([]);
    window.store.getState().show({ kind: 'file', file: fileOfEpoch(9) });
    await vi.waitFor(() => expect(writing(window)).toEqual([fileOfEpoch(9)]));
  });
});

it('forgets what was being written in a folder that is closed', async () => {
  const window = await openRun([8]);
  window.cut.add(nameOfEpoch(9));
  write(window, 9, 100);
  await look(window);
  window.store.getState().closeFolder('run');
  expect(writing(window)).toEqual([]);
});
