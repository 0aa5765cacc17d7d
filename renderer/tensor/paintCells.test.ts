import { describe, expect, it } from 'vitest';
import { makeRamp } from '../ui/colorMap.ts';
import { frameSize, listSigns, paintCells, paintVeil } from './paintCells.ts';

const COLORS = {
  ramp: makeRamp([
    [0, 0, 255],
    [255, 255, 255],
    [255, 0, 0],
  ]),
  nan: [200, 0, 200] as const,
};

describe('paintCells', () => {
  it('gives each cell its pixel', () => {
    const pixels = paintCells(Float64Array.of(-1, 0, 1), { low: -1, high: 1 }, COLORS);
    expect(Array.from(pixels)).toEqual([0, 0, 255, 255, 255, 255, 255, 255, 255, 0, 0, 255]);
  });

  it('shows NaN in its own colour and infinities as the ends', () => {
    const pixels = paintCells(Float64Array.of(Number.NaN, Infinity, -Infinity), { low: -1, high: 1 }, COLORS);
    expect(Array.from(pixels)).toEqual([200, 0, 200, 255, 255, 0, 0, 255, 0, 0, 255, 255]);
  });
});

describe('paintVeil', () => {
  const range = { from: 0, to: 1, isClosed: false, ofMagnitudes: false };
  const cells = Float64Array.of(0.5, 1, Number.NaN);

  it('covers what is outside of the range and leaves the rest as it is', () => {
    const pixels = paintVeil(cells, range, { surface: [9, 9, 9], lit: undefined });
    expect(Array.from(pixels.subarray(0, 4))).toEqual([0, 0, 0, 0]);
    expect(Array.from(pixels.subarray(4, 7))).toEqual([9, 9, 9]);
    expect(pixels[7]).toBeGreaterThan(128);
    expect(pixels[11]).toBe(pixels[7]);
  });

  it('gives cells that are too small for a frame a colour', () => {
    const pixels = paintVeil(cells, range, { surface: [9, 9, 9], lit: [1, 2, 3] });
    expect(Array.from(pixels.subarray(0, 4))).toEqual([1, 2, 3, 255]);
  });
});

describe('listSigns', () => {
  const cells = Float64Array.of(1, Number.NaN, Infinity, -Infinity);

  it('marks what is not finite', () => {
    expect(listSigns(cells, 2, 10)).toEqual([
      { row: 0, column: 1, sign: 'nan' },
      { row: 1, column: 0, sign: 'up' },
      { row: 1, column: 1, sign: 'down' },
    ]);
  });

  it('marks nothing where cells are too small for it', () => expect(listSigns(cells, 2, 4)).toEqual([]));
});

describe('frameSize', () => {
  it('keeps cells square', () => {
    expect(frameSize({ rows: 8, columns: 8 }, { width: 300, height: 150 })).toEqual({ width: 150, height: 150 });
    expect(frameSize({ rows: 10, columns: 40 }, { width: 200, height: 200 })).toEqual({ width: 200, height: 50 });
  });

  it('gives a vector a height that can be pointed at', () => {
    expect(frameSize({ rows: 1, columns: 1000 }, { width: 200, height: 150 })).toEqual({ width: 200, height: 36 });
  });
});
