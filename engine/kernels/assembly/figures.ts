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

/** Replaces `count` ascending shares at `shares` by the values at their ranks. There is at least one bin. */
export function readQuantiles(bins: DrainedBins, integer: bool, shares: usize, count: i32): void {
  let n: f64 = 0;
  for (let i = 0; i < bins.length; i++) n += countAt(bins, i);
  let before: f64 = 0;
  let place = 0;
  for (const end = shares + (<usize>count << 3); shares < end; shares += 8) {
    const rank = floor(load<f64>(shares) * (n - 1));
    while (place < bins.length - 1 && before + countAt(bins, place) <= rank) before += countAt(bins, place++);
    store<f64>(shares, middleOf(lowAt(bins, place), highAt(bins, place), integer));
  }
}

/**
 * Writes at most `limit` counts to `counts`, and one edge more to `edges`; returns the number of counts. There is at least one bin.
 */
export function coarsenHistogram(bins: DrainedBins, limit: i32, edges: usize, counts: usize): i32 {
  const low = lowAt(bins, 0);
  const last = bins.length - 1;
  const top = highAt(bins, last);
  store<f64>(edges, low);
  let length = 0;
  let sum: f64 = 0;
  if (low != top) {
    const step = top / <f64>limit - low / <f64>limit;
    let cut: f64 = 1;
    for (let place = 0; place < last; place++) {
      sum += countAt(bins, place);
      const high = highAt(bins, place);
      if (cut == <f64>limit || low + step * cut - high > (highAt(bins, place + 1) - high) / 2) continue;
      store<f64>(counts + (<usize>length << 3), sum);
      length += 1;
      store<f64>(edges + (<usize>length << 3), high);
      sum = 0;
      cut = min<f64>(<f64>limit, max<f64>(cut, round((high - low) / step)) + 1);
    }
    sum += countAt(bins, last);
  } else {
    for (let place = 0; place <= last; place++) sum += countAt(bins, place);
  }
  store<f64>(counts + (<usize>length << 3), sum);
  store<f64>(edges + (<usize>(length + 1) << 3), top);
  return length + 1;
}
