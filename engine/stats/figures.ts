import { QUANTILES } from '../../shared/statistics.ts';
import { coarsenHistogram, orderBins, readQuantiles } from './histogram.ts';
import { deriveMoments, type Summary } from './summary.ts';

/**
 * What is said of one tensor. Figures are over its finite elements and undefined where there are none; `std` is the population's.
 * Extremes of 64-bit integers are bigints, exact.
 */
export interface TensorFigures<List extends NumberList = readonly number[]> {
  readonly count: number;
  readonly finite: number;
  readonly nan: number;
  /** 0 for complex numbers, which have no sign. */
  readonly posinf: number;
  readonly neginf: number;
  readonly zeros: number;
  readonly min: number | bigint | undefined;
  readonly max: number | bigint | undefined;
  readonly mean: number | undefined;
  readonly std: number | undefined;
  readonly l2: number | undefined;
  /** In the order of {@link QUANTILES}. */
  readonly quantiles: List | undefined;
  readonly histogram: CoarseHistogram<List>;
}

/** Bin `i` counts the values from `edges[i]` to `edges[i + 1]`. */
export interface CoarseHistogram<List extends NumberList = readonly number[]> {
  readonly edges: List;
  readonly counts: List;
}

/** Numbers of their own, or a view into a kernel's memory. */
export type NumberList = readonly number[] | Float64Array;

/** Derives the figures of a finished summary; `bins` is the most that its histogram may have. */
export function deriveFigures(
  summary: Summary,
  options: { readonly integer: boolean; readonly bins: number },
): TensorFigures {
  const { count, finite, nan, posinf, neginf, zeros } = summary;
  const counts = { count, finite, nan, posinf, neginf, zeros };
  const moments = deriveMoments(summary);
  if (moments === undefined) return { ...counts, ...NO_FIGURES };
  const ordered = orderBins(summary.histogram, summary.min, summary.max);
  return {
    ...counts,
    ...moments,
    min: summary.minInteger ?? summary.min,
    max: summary.maxInteger ?? summary.max,
    quantiles: readQuantiles(
      ordered,
      QUANTILES.map(([, share]) => share),
      options.integer,
    ),
    histogram: coarsenHistogram(ordered, options.bins),
  };
}

/** Figures of a tensor without finite values, or without an order. */
export const NO_FIGURES = {
  min: undefined,
  max: undefined,
  mean: undefined,
  std: undefined,
  l2: undefined,
  quantiles: undefined,
  histogram: { edges: [], counts: [] },
} as const;
