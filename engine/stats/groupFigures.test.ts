import { describe, expect, it } from 'vitest';
import { FigureRows } from './figureRows.ts';
import { NO_FIGURES } from './figures.ts';
import { FigureTable, joinBatches } from './figureTable.ts';
import { groupFigures } from './groupFigures.ts';

const COUNTS = { count: 4, finite: 4, nan: 0, posinf: 0, neginf: 0, zeros: 0 };

function tableOf(...tensors: Parameters<FigureRows['add']>[1][]): FigureTable {
  const table = new FigureTable();
  const batches = tensors.map((figures, tensor) => {
    const rows = new FigureRows();
    rows.add(tensor, figures);
    return rows.toBatch();
  });
  table.add(joinBatches(batches));
  return table;
}

describe('groupFigures', () => {
  it('joins figures without leaving the range of doubles on the way', () => {
    const large = { ...NO_FIGURES, ...COUNTS, min: -1e200, max: 1e200, mean: 0, std: 1e200, l2: 2e200 };
    const table = tableOf(large, large);
    const joined = groupFigures([0, 1].flatMap((tensor) => table.row(tensor) ?? []));
    expect(joined).toMatchObject({ count: 8, min: -1e200, max: 1e200, mean: 0 });
    expect(joined.std).toBeCloseTo(1e200, -188);
    expect((joined.l2 ?? 0) / (2e200 * Math.SQRT2)).toBeCloseTo(1, 12);
  });

  it('spreads histograms over even bins and loses no element', () => {
    const one = {
      ...NO_FIGURES,
      ...COUNTS,
      min: 0,
      max: 8,
      mean: 3,
      std: 1,
      l2: 6,
      histogram: { edges: [0, 1, 8], counts: [1, 3] },
    };
    const other = { ...one, min: -8, max: 0, histogram: { edges: [-8, 0], counts: [4] } };
    const table = tableOf(one, other);
    const { histogram } = groupFigures([0, 1].flatMap((tensor) => table.row(tensor) ?? []));
    expect(histogram.edges).toHaveLength(33);
    expect([histogram.edges[0], histogram.edges[32]]).toEqual([-8, 8]);
    expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBeCloseTo(8, 9);
    expect(histogram.counts.slice(0, 16).reduce((sum, count) => sum + count, 0)).toBeCloseTo(4, 9);
  });

  it('keeps its even bins to where most elements are when a few lie far away', () => {
    const quantiles = [-1, -0.8, -0.5, 0, 0.5, 0.8, 1];
    const one = { ...NO_FIGURES, ...COUNTS, min: -1, max: 100, mean: 1, std: 9, l2: 9, quantiles };
    const table = tableOf({ ...one, histogram: { edges: [-1, 1, 99, 100], counts: [3, 0, 1] } });
    const { histogram } = groupFigures([0].flatMap((tensor) => table.row(tensor) ?? []));
    const { edges, counts } = histogram;
    expect([edges[0], edges[32]]).toEqual([-1, 100]);
    expect(edges[31]).toBeLessThan(1.5);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeCloseTo(4, 9);
    expect(counts.at(-1)).toBeGreaterThan(0.9);
  });

  it('counts a complex tensor in the norm alone', () => {
    const complex = { ...NO_FIGURES, ...COUNTS, l2: 3 };
    const real = { ...NO_FIGURES, ...COUNTS, min: 1, max: 2, mean: 1.5, std: 0.5, l2: 4 };
    const table = tableOf(complex, real);
    const joined = groupFigures([0, 1].flatMap((tensor) => table.row(tensor) ?? []));
    expect(joined).toMatchObject({ count: 8, min: 1, max: 2, mean: 1.5, std: 0.5, l2: 5, posinf: 0 });
  });
});
