import { describe, expect, it } from 'vitest';
import { findSavePicker, saveToDisk, type DiskWriter, type SavePicker } from './saveToDisk.ts';

/** A disk that keeps what is written, and can refuse a piece. */
function createDisk(refusedAt = Number.POSITIVE_INFINITY) {
  const written: number[] = [];
  const state = { asked: 0, end: 'open' };
  const writer: DiskWriter = {
    write: async (piece) => {
      if (written.length >= refusedAt) throw new Error('no room left');
      written.push(...piece);
    },
    close: async () => {
      state.end = 'closed';
    },
    abort: async () => {
      state.end = 'aborted';
    },
  };
  const picker: SavePicker = { showSaveFilePicker: async () => ({ createWritable: async () => writer }) };
  async function* makePieces(): AsyncGenerator<Uint8Array> {
    while (state.asked < 4) {
      state.asked += 1;
      yield Uint8Array.of(state.asked);
    }
  }
  return { written, state, picker, makePieces };
}

describe('saveToDisk', () => {
  it('writes pieces in order and closes the file', async () => {
    const { written, state, picker, makePieces } = createDisk();
    expect(await saveToDisk(picker, 'x.npy', makePieces())).toBe(true);
    expect(written).toEqual([1, 2, 3, 4]);
    expect(state.end).toBe('closed');
  });

  it('asks for no piece before the one before it is written', async () => {
    const { state, picker, makePieces } = createDisk();
    let release = (): void => undefined;
    const slow: SavePicker = {
      showSaveFilePicker: async (options) => {
        const writer = await (await picker.showSaveFilePicker(options)).createWritable();
        const write = (): Promise<void> => new Promise((resolve) => (release = resolve));
        return { createWritable: async () => ({ ...writer, write }) };
      },
    };
    const saved = saveToDisk(slow, 'x.npy', makePieces());
    for (let taken = 1; taken <= 4; taken++) {
      for (let i = 0; i < 20; i++) await Promise.resolve();
      expect(state.asked).toBe(taken);
      release();
    }
    expect(await saved).toBe(true);
  });

  it('asks for nothing when no place was chosen', async () => {
    const { state, makePieces } = createDisk();
    const picker = { showSaveFilePicker: () => Promise.reject(new DOMException('no', 'AbortError')) };
    expect(await saveToDisk(picker, 'x.npy', makePieces())).toBe(false);
    expect(state.asked).toBe(0);
  });

  it('leaves the old file and says why when the disk is full', async () => {
    const { state, picker, makePieces } = createDisk(2);
    await expect(saveToDisk(picker, 'x.npy', makePieces())).rejects.toMatchObject({
      code: 'usage',
      message: 'x.npy could not be written.',
      found: 'no room left',
    });
    expect(state.end).toBe('aborted');
    expect(state.asked).toBe(3);
  });
});

it('finds a save dialog only where the browser has one', () => {
  expect(findSavePicker({})).toBeUndefined();
  expect(findSavePicker({ showSaveFilePicker: () => undefined })).toBeDefined();
});
