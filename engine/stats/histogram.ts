/**
 * Counts by sign, exponent and the top 6 mantissa bits of each finite value: bins that are 1/64 of their lower edge wide, so any
 * point of a bin is within 0.8 % of its middle. No range is needed beforehand, and histograms of parts add up exactly.
 */
export interface SparseHistogram {
  /** `float32`: 2^15 bins; `float64`: 2^18 bins. */
  readonly scheme: 'float32' | 'float64';
  /** Bin numbers, ascending; only bins that hold something. */
  readonly bins: Uint32Array;
  /** Counts, same order. */
  readonly counts: Float64Array;
}

/** Number of bins of a scheme. */
export function countBins(scheme: SparseHistogram['scheme']): number {
  return scheme === 'float32' ? 1 << 15 : 1 << 18;
}

/** The sum of two histograms of one scheme. */
export function mergeHistograms(a: SparseHistogram, b: SparseHistogram): SparseHistogram {
  if (a.bins.length === 0) return b;
  if (b.bins.length === 0) return a;
  const bins = new Uint32Array(a.bins.length + b.bins.length);
  const counts = new Float64Array(bins.length);
  let length = 0;
  for (let i = 0, j = 0; i < a.bins.length || j < b.bins.length; length++) {
    const binA = a.bins[i] ?? Infinity;
    const binB = b.bins[j] ?? Infinity;
    bins[length] = Math.min(binA, binB);
    if (binA <= binB) counts[length] = (counts[length] ?? 0) + (a.counts[i++] ?? 0);
    if (binB <= binA) counts[length] = (counts[length] ?? 0) + (b.counts[j++] ?? 0);
  }
  return { scheme: a.scheme, bins: bins.slice(0, length), counts: counts.slice(0, length) };
}

const float = new Float64Array(1);
const bits = new BigUint64Array(float.buffer);
const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

/** The bin of a finite value, after rounding to the scheme's own type. */
export function binOf(scheme: SparseHistogram['scheme'], value: number): number {
  if (scheme === 'float32') {
    single[0] = value;
    return (singleBits[0] ?? 0) >>> 17;
  }
  float[0] = value;
  return Number((bits[0] ?? 0n) >> 46n);
}

/** The upper half of a double: sign, exponent and 20 mantissa bits. */
const words = new Uint32Array(float.buffer);

/** Smallest magnitude of a bin, without its sign; past the last finite bin this is Infinity. */
function magnitudeOf(scheme: SparseHistogram['scheme'], bin: number): number {
  if (scheme === 'float32') {
    singleBits[0] = bin << 17;
    return single[0] ?? 0;
  }
  words[0] = 0;
  words[1] = bin << 14;
  return float[0] ?? 0;
}

/** Bins in the order of values, in columns: a tensor has hundreds, and most tensors are small. */
export interface OrderedBins {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly counts: Float64Array;
}

/** Bins from the most negative to the most positive, with their edges clamped to the extremes. */
export function orderBins({ scheme, bins, counts }: SparseHistogram, min: number, max: number): OrderedBins {
  const half = countBins(scheme) / 2;
  const ordered = {
    low: new Float64Array(bins.length),
    high: new Float64Array(bins.length),
    counts: new Float64Array(bins.length),
  };
  const clamp = (value: number) => (value < min ? min : value > max ? max : value);
  let positive = 0;
  while (positive < bins.length && (bins[positive] ?? 0) < half) positive++;
  const negative = bins.length - positive;
  for (let place = 0; place < bins.length; place++) {
    const from = place < negative ? bins.length - 1 - place : place - negative;
    const bin = (bins[from] ?? 0) % half;
    const near = magnitudeOf(scheme, bin);
    const far = magnitudeOf(scheme, bin + 1);
    ordered.low[place] = clamp(place < negative ? -far : near);
    ordered.high[place] = clamp(place < negative ? -near : far);
    ordered.counts[place] = counts[from] ?? 0;
  }
  return ordered;
}

/**
 * Values at ranks ⌊q·(n − 1)⌋, each within 0.8 % relative (subnormals excepted): the middle of the bin that holds the rank.
 * `quantiles` ascend; `integer` rounds to a whole number inside the bin.
 */
export function readQuantiles(
  { low, high, counts }: OrderedBins,
  quantiles: readonly number[],
  integer: boolean,
): readonly number[] {
  const n = sumOf(counts);
  const result: number[] = [];
  let before = 0;
  let at = 0;
  for (const q of quantiles) {
    const rank = Math.floor(q * (n - 1));
    while (at < counts.length - 1 && before + (counts[at] ?? 0) <= rank) before += counts[at++] ?? 0;
    result.push(middleOf(low[at] ?? Number.NaN, high[at] ?? Number.NaN, integer));
  }
  return result;
}

function middleOf(low: number, high: number, integer: boolean): number {
  // Halved first: the sum of two large edges would overflow. Bins around zero hold zeros and subnormals.
  const middle = low * high <= 0 && (low === 0 || high === 0) && Math.abs(high - low) < 1e-37 ? 0 : low / 2 + high / 2;
  if (!integer) return middle;
  const rounded = Math.round(middle);
  return rounded >= low && rounded <= high ? rounded : middle;
}

/**
 * At most `limit` bins between the extremes with edges spread evenly, moved to the nearest edge of a fine bin, so that every
 * count is exact.
 */
export function coarsenHistogram(
  ordered: OrderedBins,
  limit: number,
): { readonly edges: readonly number[]; readonly counts: readonly number[] } {
  const min = ordered.low[0];
  const max = ordered.high.at(-1);
  if (min === undefined || max === undefined) return { edges: [], counts: [] };
  if (min === max) return { edges: [min, max], counts: [sumOf(ordered.counts)] };
  const edges = [min];
  const counts: number[] = [];
  let sum = 0;
  const step = max / limit - min / limit;
  let cut = 1;
  const last = ordered.counts.length - 1;
  for (let i = 0; i < last; i++) {
    sum += ordered.counts[i] ?? 0;
    const high = ordered.high[i] ?? max;
    // Cut where the next fine bin would carry the coarse bin further past its even edge than stopping here falls short.
    if (cut === limit || min + step * cut - high > ((ordered.high[i + 1] ?? max) - high) / 2) continue;
    edges.push(high);
    counts.push(sum);
    sum = 0;
    cut = Math.min(limit, Math.max(cut, Math.round((high - min) / step)) + 1);
  }
  edges.push(max);
  counts.push(sum + (ordered.counts[last] ?? 0));
  return { edges, counts };
}

function sumOf(counts: Float64Array): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
