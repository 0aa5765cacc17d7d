import { mergeHistograms, type SparseHistogram } from './histogram.ts';

/**
 * What one pass over a run of elements leaves. Summaries of parts merge into the summary of the whole: counts, extremes and
 * histogram exactly, moments within rounding.
 */
export interface Summary {
  readonly count: number;
  readonly finite: number;
  readonly nan: number;
  readonly posinf: number;
  readonly neginf: number;
  /** +0 and −0. */
  readonly zeros: number;
  /** Over finite values; +Infinity and −Infinity when there are none. */
  readonly min: number;
  readonly max: number;
  /** Mean of the finite values, in units of 2^exponent. */
  readonly mean: number;
  /** Sum of squared deviations from the mean, in units of 4^exponent. */
  readonly m2: number;
  /** A power of two that keeps squares inside float64's range: 0 for nearly everything. */
  readonly exponent: number;
  /** Exact extremes of 64-bit integers. */
  readonly minInteger?: bigint;
  readonly maxInteger?: bigint;
  readonly histogram: SparseHistogram;
}

/** Joins the summaries of two parts (Chan, Golub and LeVeque 1979, eq. 2.1). */
export function mergeSummaries(a: Summary, b: Summary): Summary {
  const moments = mergeMoments(a, b);
  return {
    count: a.count + b.count,
    finite: a.finite + b.finite,
    nan: a.nan + b.nan,
    posinf: a.posinf + b.posinf,
    neginf: a.neginf + b.neginf,
    zeros: a.zeros + b.zeros,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    ...moments,
    ...mergeIntegers(a, b),
    histogram: mergeHistograms(a.histogram, b.histogram),
  };
}

type Moments = Pick<Summary, 'finite' | 'mean' | 'm2' | 'exponent'>;

function mergeMoments(a: Moments, b: Moments): Omit<Moments, 'finite'> {
  if (a.finite === 0) return { mean: b.mean, m2: b.m2, exponent: b.exponent };
  if (b.finite === 0) return { mean: a.mean, m2: a.m2, exponent: a.exponent };
  const exponent = Math.max(a.exponent, b.exponent);
  const scaleA = 2 ** (a.exponent - exponent);
  const scaleB = 2 ** (b.exponent - exponent);
  const meanA = a.mean * scaleA;
  const delta = b.mean * scaleB - meanA;
  const share = b.finite / (a.finite + b.finite);
  return {
    exponent,
    mean: meanA + delta * share,
    m2: a.m2 * scaleA * scaleA + b.m2 * scaleB * scaleB + delta * delta * (a.finite * share),
  };
}

function mergeIntegers(a: Summary, b: Summary): Pick<Summary, 'minInteger' | 'maxInteger'> {
  if (a.minInteger === undefined || a.maxInteger === undefined) return pickIntegers(b);
  if (b.minInteger === undefined || b.maxInteger === undefined) return pickIntegers(a);
  return {
    minInteger: a.minInteger < b.minInteger ? a.minInteger : b.minInteger,
    maxInteger: a.maxInteger > b.maxInteger ? a.maxInteger : b.maxInteger,
  };
}

function pickIntegers({ minInteger, maxInteger }: Summary): Pick<Summary, 'minInteger' | 'maxInteger'> {
  return minInteger === undefined || maxInteger === undefined ? {} : { minInteger, maxInteger };
}

/** Mean, population standard deviation and L2 norm of the finite values; undefined when there are none. */
export function deriveMoments(
  summary: Moments,
): { readonly mean: number; readonly std: number; readonly l2: number } | undefined {
  const { finite, mean, m2, exponent } = summary;
  if (finite === 0) return undefined;
  const std = Math.sqrt(m2 / finite);
  // ‖x‖² = Σ(x − mean)² + n·mean²: a sum of positive terms, so nothing cancels.
  const l2 = Math.sqrt(m2 + finite * mean * mean);
  return { mean: scaleByPower(mean, exponent), std: scaleByPower(std, exponent), l2: scaleByPower(l2, exponent) };
}

/** x·2^exponent without an intermediate that overflows or underflows where the product does not. */
export function scaleByPower(x: number, exponent: number): number {
  if (exponent === 0) return x;
  const half = Math.trunc(exponent / 2);
  return x * 2 ** half * 2 ** (exponent - half);
}

/** The summary of the same elements seen `times` over. */
export function repeatSummary(summary: Summary, times: number): Summary {
  if (times === 1) return summary;
  const { histogram } = summary;
  const kept = times === 0 ? histogram.counts.length : 0;
  return {
    ...summary,
    count: summary.count * times,
    finite: summary.finite * times,
    nan: summary.nan * times,
    posinf: summary.posinf * times,
    neginf: summary.neginf * times,
    zeros: summary.zeros * times,
    m2: summary.m2 * times,
    histogram: {
      scheme: histogram.scheme,
      bins: histogram.bins.slice(kept),
      counts: histogram.counts.slice(kept).map((count) => count * times),
    },
  };
}
