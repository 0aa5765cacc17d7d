import { describe, expect, it } from 'vitest';
import { findBin } from './histogramPlot.ts';
import { countInRange, isInRange, rangeOfBin, type ValueRange } from './valueRange.ts';

const HISTOGRAM = { edges: Float64Array.of(-1, 0, 0.5, 2), counts: Float64Array.of(3, 0, 2) };

function rangeAt(bin: number, scale: 'linear' | 'log' = 'linear'): ValueRange {
  const range = rangeOfBin(HISTOGRAM, scale, bin);
  if (range === undefined) throw new Error(`no bin ${bin}`);
  return range;
}

describe('the values of a bin', () => {
  it('are those that the bin counts, the last upper edge among them', () => {
    for (const value of [-1.5, -1, -0.5, -0, 0, 0.25, 0.5, 1, 2, 2.5, Number.NaN, Infinity]) {
      const inside = [0, 1, 2].filter((bin) => isInRange(rangeAt(bin), value));
      const counted = findBin(HISTOGRAM.edges, value);
      expect(inside, `${value}`).toEqual(counted === undefined ? [] : [counted]);
    }
  });

  it('are magnitudes on a logarithmic scale', () => {
    expect(isInRange(rangeAt(2, 'log'), -1)).toBe(true);
    expect(isInRange(rangeAt(2, 'linear'), -1)).toBe(false);
  });

  it('are counted in cells', () => {
    expect(countInRange(Float64Array.of(0, 0.1, 0.5, Number.NaN), rangeAt(1))).toBe(2);
  });

  it('are none where there is no such bin', () => expect(rangeOfBin(HISTOGRAM, 'linear', 3)).toBeUndefined());
});
