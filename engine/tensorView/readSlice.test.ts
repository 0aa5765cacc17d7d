import { describe, expect, it } from 'vitest';
import { rejection } from '../../test/support/rejection.ts';
import { tensorOver } from '../../test/support/tensorOver.ts';
import type { SlicePart } from '../../shared/tensorView.ts';
import { CountingSource } from '../bytes/countingSource.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { readSlice } from './readSlice.ts';

/** A file of zeros that takes no memory, but for one float32. */
function endlessZeros(
  size: number,
  spike: { readonly at: number; readonly value: number },
): ByteSource & { largest: number } {
  return {
    name: 'zeros',
    size,
    largest: 0,
    async read(offset, length) {
      this.largest = Math.max(this.largest, length);
      const bytes = new Uint8Array(length);
      const within = spike.at - offset;
      if (within >= 0 && within + 4 <= length) new DataView(bytes.buffer).setFloat32(within, spike.value, true);
      return bytes;
    },
  };
}

const SIDE = 10_000;
const WHOLE: SlicePart = {
  rowAxis: 0,
  columnAxis: 1,
  index: [0, 0],
  rows: [0, SIDE],
  columns: [0, SIDE],
  maxRows: 100,
  maxColumns: 100,
};

describe('readSlice', () => {
  it('keeps one outlier of a hundred million visible, in small reads', async () => {
    const source = endlessZeros(SIDE * SIDE * 4, { at: (4321 * SIDE + 8765) * 4, value: -7 });
    const { opened, tensor } = tensorOver(source, { dtype: 'float32', shape: [SIDE, SIDE], stride: [SIDE, 1] });
    const { cells, step, min, max } = await readSlice(opened, tensor, WHOLE);
    expect(step).toEqual([100, 100]);
    expect([min, max]).toEqual([-7, 0]);
    expect(cells.findIndex((cell) => cell === -7)).toBe(43 * 100 + 87);
    expect(source.largest).toBeLessThanOrEqual(4 << 20);
  });

  it('reads for a zoom little more than what it shows', async () => {
    const source = new CountingSource(endlessZeros(SIDE * SIDE * 4, { at: 0, value: 0 }));
    const { opened, tensor } = tensorOver(source, { dtype: 'float32', shape: [SIDE, SIDE], stride: [SIDE, 1] });
    await readSlice(opened, tensor, { ...WHOLE, rows: [500, 50], columns: [700, 50] });
    expect(source.bytesRead).toBeLessThanOrEqual(50 * SIDE * 4);
  });

  it('reads an expanded axis once and shows it in every cell', async () => {
    const values = Float32Array.of(1, 2, 3);
    const claim = { dtype: 'float32', shape: [2 ** 40, 3], stride: [0, 1] };
    const { opened, tensor } = tensorOver(new Uint8Array(values.buffer), claim);
    const part = { ...WHOLE, rows: [0, 2 ** 40] as const, columns: [0, 3] as const, maxRows: 2 };
    const slice = await readSlice(opened, tensor, part);
    expect([slice.rows, slice.columns, ...slice.cells]).toEqual([2, 3, 1, 2, 3, 1, 2, 3]);
  });

  it('shows a vector as one row and a scalar as one cell', async () => {
    const bytes = new Uint8Array(Float32Array.of(4, 5, 6).buffer);
    const vector = tensorOver(bytes, { dtype: 'float32', shape: [3], stride: [1] });
    const part = { ...WHOLE, columnAxis: 0, index: [0] };
    expect(await readSlice(vector.opened, vector.tensor, part)).toMatchObject({ rows: 1, columns: 3 });
    const scalar = tensorOver(bytes, { dtype: 'float32', shape: [], stride: [], offset: 2 });
    const cell = await readSlice(scalar.opened, scalar.tensor, { ...part, index: [] });
    expect([cell.rows, cell.columns, ...cell.cells]).toEqual([1, 1, 6]);
  });

  it('stops between two tiles when it is given up', async () => {
    const source = endlessZeros(SIDE * SIDE * 4, { at: 0, value: 0 });
    const { opened, tensor } = tensorOver(source, { dtype: 'float32', shape: [SIDE, SIDE], stride: [SIDE, 1] });
    const controller = new AbortController();
    const seen: number[] = [];
    const reading = readSlice(opened, tensor, WHOLE, {
      signal: controller.signal,
      onProgress: (done) => {
        seen.push(done);
        controller.abort(new Error('given up'));
      },
    });
    await expect(reading).rejects.toThrow('given up');
    expect(seen).toHaveLength(1);
  });

  it.each<readonly [what: string, part: Partial<SlicePart>]>([
    ['an axis that the tensor does not have', { columnAxis: 2 }],
    ['one axis twice', { columnAxis: 0 }],
    ['too few indexes', { index: [0] }],
  ])('refuses %s', async (_what, part) => {
    const { opened, tensor } = tensorOver(new Uint8Array(16), { dtype: 'float32', shape: [2, 2], stride: [2, 1] });
    expect(await rejection(readSlice(opened, tensor, { ...WHOLE, ...part }))).toMatchObject({ code: 'usage' });
  });

  it('says why a tensor has nothing to show', async () => {
    const { opened, tensor } = tensorOver(new Uint8Array(4), { dtype: 'float32', shape: [2], stride: [1] });
    const { message } = await rejection(readSlice(opened, tensor, { ...WHOLE, columnAxis: 0, index: [0] }));
    expect(message).toBe('Storage 0 is too short for the tensor.');
  });
});
