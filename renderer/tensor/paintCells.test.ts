import { describe, expect, it } from 'vitest';
import { makeRamp } from '../ui/colorMap.ts';
import { frameSize, listSigns, paintCells } from './paintCells.ts';

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
