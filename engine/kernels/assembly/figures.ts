// Quantiles and the coarse histogram of a drained histogram. The twin of engine/stats/histogram.ts, figure for figure: a
// checkpoint has thousands of small tensors, each with hundreds of bins.

/** Bin and count of a drained histogram: two 32-bit numbers. */
const PAIR: usize = 8;

/** The bins of one histogram, in ascending order of their numbers. */
@unmanaged
export class DrainedBins {
  /** Of pairs in memory. */
  at: usize;
  length: i32;
  /** Those that count positive values: they come first. */
  positive: i32;
  /** Whether the bins are those of float64. */
  wide: i32;
  min: f64;
  max: f64;
}

/** Number of bins for one sign. */
@inline
export function binsOfSign(wide: i32): u32 {
  return wide ? 1 << 17 : 1 << 14;
}

/** Smallest magnitude of a bin, without its sign; past the last finite bin this is Infinity. */
@inline
function magnitudeOf(wide: i32, bin: u32): f64 {
  return wide ? reinterpret<f64>(<u64>bin << 46) : <f64>reinterpret<f32>(bin << 17);
}

@inline
function clampTo(bins: DrainedBins, value: f64): f64 {
  return value < bins.min ? bins.min : value > bins.max ? bins.max : value;
}

/** The pair at a place in the order of values. */
@inline
function pairAt(bins: DrainedBins, place: i32): usize {
  const negative = bins.length - bins.positive;
  return bins.at + <usize>(place < negative ? bins.length - 1 - place : place - negative) * PAIR;
}

@inline
function countAt(bins: DrainedBins, place: i32): f64 {
  return <f64>load<u32>(pairAt(bins, place), 4);
}

function lowAt(bins: DrainedBins, place: i32): f64 {
  const bin = load<u32>(pairAt(bins, place));
  const half = binsOfSign(bins.wide);
  return clampTo(bins, bin >= half ? -magnitudeOf(bins.wide, bin - half + 1) : magnitudeOf(bins.wide, bin));
}

function highAt(bins: DrainedBins, place: i32): f64 {
  const bin = load<u32>(pairAt(bins, place));
  const half = binsOfSign(bins.wide);
  return clampTo(bins, bin >= half ? -magnitudeOf(bins.wide, bin - half) : magnitudeOf(bins.wide, bin + 1));
}

/** To the nearest whole number, halves upwards, as JavaScript's Math.round has it. */
@inline
function round(x: f64): f64 {
  const up = ceil(x);
  return up - 0.5 <= x ? up : up - 1;
}

function middleOf(low: f64, high: f64, integer: bool): f64 {
  const touchesZero = low * high <= 0 && (low == 0 || high == 0) && abs(high - low) < 1e-37;
  const middle = touchesZero ? 0 : low / 2 + high / 2;
  if (!integer) return middle;
  const rounded = round(middle);
  return rounded >= low && rounded <= high ? rounded : middle;
}

/** Writes the values at the ranks of `count` ascending shares to `values`. There is at least one bin; `n` values are in all. */
export function readQuantiles(bins: DrainedBins, n: f64, integer: bool, shares: usize, count: i32, values: usize): void {
  let before: f64 = 0;
  let place = 0;
  let here = countAt(bins, 0);
  for (const end = shares + (<usize>count << 3); shares < end; shares += 8) {
    const rank = floor(load<f64>(shares) * (n - 1));
    while (place < bins.length - 1 && before + here <= rank) {
      before += here;
      place += 1;
      here = countAt(bins, place);
    }
    store<f64>(values, middleOf(lowAt(bins, place), highAt(bins, place), integer));
    values += 8;
  }
}

/**
 * Writes at most `limit` counts to `counts`, and one edge more to `edges`; returns the number of counts. There is at least one bin.
 */
export function coarsenHistogram(bins: DrainedBins, n: f64, limit: i32, edges: usize, counts: usize): i32 {
  const low = lowAt(bins, 0);
  const last = bins.length - 1;
  const top = highAt(bins, last);
  let edge = edges;
  let left = n;
  store<f64>(edge, low);
  if (low != top) {
    const step = top / <f64>limit - low / <f64>limit;
    let cut: f64 = 1;
    let even = low + step;
    let sum: f64 = 0;
    let high = highAt(bins, 0);
    for (let place = 0; place < last && cut != <f64>limit; place++) {
      sum += countAt(bins, place);
      const here = high;
      high = highAt(bins, place + 1);
      // Cut where the next fine bin would carry the coarse bin further past its even edge than stopping here falls short.
      if (even - here > (high - here) / 2) continue;
      store<f64>(counts, sum);
      counts += 8;
      edge += 8;
      store<f64>(edge, here);
      left -= sum;
      sum = 0;
      cut = min<f64>(<f64>limit, max<f64>(cut, round((here - low) / step)) + 1);
      even = low + step * cut;
    }
  }
  store<f64>(counts, left);
  edge += 8;
  store<f64>(edge, top);
  return <i32>((edge - edges) >> 3);
}
