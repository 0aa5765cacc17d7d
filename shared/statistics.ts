/**
 * Figures of a tensor, in columns: counts of elements, then figures over the finite ones. `std` is the population's; a quantile
 * `pNN` is the element of rank ⌊q·(n − 1)⌋, within 0.8 % relative.
 */
export const FIGURES = [
  'count',
  'finite',
  'nan',
  'posinf',
  'neginf',
  'zeros',
  'min',
  'max',
  'mean',
  'std',
  'l2',
  'p01',
  'p05',
  'p25',
  'p50',
  'p75',
  'p95',
  'p99',
] as const;
export type FigureName = (typeof FIGURES)[number];

/** The quantiles among {@link FIGURES}, with their shares. */
export const QUANTILES = [
  ['p01', 0.01],
  ['p05', 0.05],
  ['p25', 0.25],
  ['p50', 0.5],
  ['p75', 0.75],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;

/** Bins of the histogram that a tree row shows. */
export const ROW_BINS = 32;

/** Figures of some tensors, in no particular order, as typed arrays: a thousand rows are half a dozen buffers. */
export interface FigureBatch {
  /** The caller's numbers for the tensors. */
  readonly tensors: Uint32Array;
  /** A row of {@link FIGURES} for each tensor; NaN where a figure does not apply. */
  readonly figures: Float64Array;
  /** Row `i` has bins `binStart[i]` to `binStart[i + 1]`; its edges begin at `binStart[i] + i`, one more than bins (none: no edges count). */
  readonly binStart: Uint32Array;
  readonly edges: Float64Array;
  readonly counts: Float64Array;
  /** Extremes of integers that a double cannot hold. */
  readonly exact: readonly ExactExtremes[];
}

export interface ExactExtremes {
  readonly tensor: number;
  readonly min: string;
  readonly max: string;
}
