import { FIGURES, type FigureBatch, type FigureName } from '../../shared/statistics.ts';

/** Figures of tensors as a test writes them; what it leaves out is NaN. Each has one bin between its extremes. */
export function figureBatchOf(
  rows: readonly (Partial<Record<FigureName, number>> & { readonly tensor: number })[],
): FigureBatch {
  return {
    tensors: Uint32Array.from(rows, ({ tensor }) => tensor),
    figures: Float64Array.from(rows.flatMap((row) => FIGURES.map((name) => row[name] ?? Number.NaN))),
    binStart: Uint32Array.from([0, ...rows.map((_, i) => i + 1)]),
    edges: Float64Array.from(rows.flatMap(({ min = Number.NaN, max = Number.NaN }) => [min, max])),
    counts: Float64Array.from(rows, ({ finite = 0 }) => finite),
    exact: [],
  };
}
