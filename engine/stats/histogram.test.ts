import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binOf,
  coarsenHistogram,
  mergeHistograms,
  orderBins,
  readQuantiles,
  type SparseHistogram,
} from './histogram.ts';

function histogramOf(values: readonly number[], scheme: SparseHistogram['scheme'] = 'float64'): SparseHistogram {
  const bins = new Map<number, number>();
  for (const value of values) bins.set(binOf(scheme, value), (bins.get(binOf(scheme, value)) ?? 0) + 1);
  const sorted = [...bins].sort(([a], [b]) => a - b);
  return {
    scheme,
    bins: Uint32Array.from(sorted, ([bin]) => bin),
    counts: Float64Array.from(sorted, ([, count]) => count),
  };
}

const ordered = (values: readonly number[]) => orderBins(histogramOf(values), Math.min(...values), Math.max(...values));
const normal = fc.double({ min: -1e300, max: 1e300, noNaN: true }).map((x) => (Math.abs(x) < 1e-300 ? 0 : x));
const someValues = fc.array(normal, { minLength: 1, maxLength: 200 });

describe('histograms', () => {
  it('add up', () => {
    fc.assert(
      fc.property(someValues, someValues, (a, b) => {
        expect(mergeHistograms(histogramOf(a), histogramOf(b))).toEqual(histogramOf([...a, ...b]));
      }),
    );
  });

  it('keep quantiles within one percent', () => {
    const quantiles = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1];
    fc.assert(
      fc.property(someValues, (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        const read = readQuantiles(ordered(values), quantiles, false);
        for (const [i, q] of quantiles.entries()) {
          const exact = sorted[Math.floor(q * (values.length - 1))] ?? Number.NaN;
          expect(Math.abs((read[i] ?? Number.NaN) - exact)).toBeLessThanOrEqual(0.01 * Math.abs(exact));
        }
      }),
    );
  });

  it('give whole numbers for integers', () => {
    const values = [3, 3, 7, 100, 1000, 1000];
    for (const value of readQuantiles(ordered(values), [0, 0.5, 1], true)) expect(Number.isInteger(value)).toBe(true);
    expect(readQuantiles(ordered(values), [0.5], true)).toEqual([7]);
  });

  it('coarsen into at most the wished number of bins whose counts are exact', () => {
    fc.assert(
      fc.property(someValues, fc.integer({ min: 1, max: 128 }), (values, limit) => {
        const { edges, counts } = coarsenHistogram(ordered(values), limit);
        expect(counts.length).toBeLessThanOrEqual(limit);
        expect(edges).toHaveLength(counts.length + 1);
        expect([...edges].sort((a, b) => a - b)).toEqual(edges);
        expect(edges[0]).toBe(Math.min(...values) + 0);
        expect(edges.at(-1)).toBe(Math.max(...values) + 0);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      }),
    );
  });

  it('spread the edges of a coarse histogram evenly', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => Math.sin(i) * 3);
    const { edges, counts } = coarsenHistogram(ordered(values), 48);
    expect(counts.length).toBeGreaterThan(40);
    for (const [i, edge] of edges.entries()) {
      if (i > 0) expect(edge - (edges[i - 1] ?? 0)).toBeLessThan((6 / 48) * 2);
    }
  });
});
