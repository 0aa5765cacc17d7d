import { describe, expect, it } from 'vitest';
import type { ExactHistogram } from '../../shared/tensorView.ts';
import {
  describeBin,
  describeHistogram,
  describeLeftOut,
  findBin,
  layOutBars,
  listTicks,
  positionOf,
} from './histogramPlot.ts';

function histogram(
  edges: readonly number[],
  counts: readonly number[],
  rest: Partial<ExactHistogram> = {},
): ExactHistogram {
  return {
    edges: Float64Array.from(edges),
    counts: Float64Array.from(counts),
    zeros: 0,
    nan: 0,
    posinf: 0,
    neginf: 0,
    ...rest,
  };
}

const EDGES = Float64Array.of(-2, -1, 0, 1, 2);

describe('findBin', () => {
  it.each([
    [-2, 0],
    [-1, 1],
    [-0.5, 1],
    [0, 2],
    [2, 3],
    [2.1, undefined],
    [-3, undefined],
    [Number.NaN, undefined],
  ])('puts %s into bin %s', (value, bin) => expect(findBin(EDGES, value)).toBe(bin));
});

it('places values within their bins', () => {
  expect(positionOf(EDGES, -0.5)).toBe(1.5);
  expect(positionOf(EDGES, 2)).toBe(4);
  expect(positionOf(Float64Array.of(3, 3), 3)).toBe(0.5);
});

describe('listTicks', () => {
  it('marks round values of a linear scale', () => {
    const ticks = listTicks(histogram([-0.09, -0.03, 0.03, 0.09], [1, 2, 1]), 'linear', 5);
    expect(ticks.map(({ label }) => label)).toEqual(['\u22120.08', '\u22120.04', '0', '0.04', '0.08']);
  });

  it('marks decades of a logarithmic scale', () => {
    const ticks = listTicks(histogram([1e-4, 1e-3, 1e-2, 1e-1], [1, 2, 1]), 'log', 5);
    expect(ticks.map(({ label, position }) => [label, Math.round(position)])).toEqual([
      ['1e\u22124', 0],
      ['0.001', 1],
      ['0.01', 2],
      ['0.1', 3],
    ]);
  });

  it('marks decades on both sides of a symmetric scale, and zero', () => {
    const ticks = listTicks(histogram([-1, -0.1, 0.1, 1], [1, 2, 1], { threshold: 0.1 }), 'symlog', 9);
    expect(ticks.map(({ label }) => label)).toEqual(['\u22121', '\u22120.1', '0', '0.1', '1']);
  });

  it('marks the only value of a constant tensor', () => {
    expect(listTicks(histogram([2, 2], [9]), 'linear', 5)).toEqual([{ position: 0.5, label: '2' }]);
  });
});

describe('layOutBars', () => {
  it('scales to the fullest bin and keeps a pixel for the least', () => {
    const bars = layOutBars(Float64Array.of(0, 1, 1000, 500), 40, 100);
    expect(bars.map(({ left, width, height }) => [left, width, height])).toEqual([
      [0, 9, 0],
      [10, 9, 1],
      [20, 9, 100],
      [30, 9, 50],
    ]);
  });

  it('leaves no gaps where bins are narrow', () => {
    expect(layOutBars(Float64Array.of(1, 1, 1, 1), 8, 10).map(({ width }) => width)).toEqual([2, 2, 2, 2]);
  });
});

describe('words', () => {
  const some = histogram([-1, 0, 1], [1, 3], { zeros: 2, nan: 4, posinf: 1 });

  it('say what a bin holds', () => expect(describeBin(some, 1)).toBe('0 … 1.000: 3 (75.0 %)'));

  it('sum the histogram up', () =>
    expect(describeHistogram(some)).toBe(
      '2 bins from \u22121.000 to 1.000; the fullest, 0 to 1.000, holds 3 of 4 values.',
    ));

  it('name what the bins leave out', () => {
    expect(describeLeftOut(some, 'log')).toBe('not shown: 2 zeros, 4 NaN, 1 ±Inf');
    expect(describeLeftOut(some, 'linear')).toBe('not shown: 4 NaN, 1 ±Inf');
    expect(describeLeftOut(histogram([0, 1], [1]), 'log')).toBeUndefined();
  });
});
