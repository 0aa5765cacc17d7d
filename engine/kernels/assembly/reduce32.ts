// One pass over float32 values: counts, extremes, moments and the log-binned histogram.
//
// Values are taken in blocks that stay in the first-level cache. A block is read once, as if all of it were finite; what its sums
// show to be otherwise (NaN, infinities, a mean far larger than the spread) is seen to in a second look. Blocks merge by Chan,
// Golub and LeVeque (1979), eq. 2.1.
import { State, mergeBlock } from './state';

const BLOCK: i32 = 4096;
/**
 * Counters are for sign, exponent and the top 7 mantissa bits: the upper half of the bits is their number, so that finding one
 * takes a load and nothing else. Draining the histogram adds them up by twos.
 */
const HALF_BYTES: usize = 2;
/** First counter of the infinities and NaNs, for one sign; there are `SPECIAL_BINS` of them. */
const SPECIAL_BIN: usize = 0x7f80;
const SPECIAL_BINS: usize = 128;
const NEGATIVE_BIN: usize = 0x8000;
const INFINITE: u32 = 0x7f800000;
/**
 * Σ(x − mean)² is taken as Σx² − n·mean² only while that loses at most three digits: the sums of a block are good for
 * 4096/4 · 2^−53 ≈ 1e−13, the contract wants 1e−9.
 */
const KEPT_SHARE: f64 = 1e-3;

@inline
function countBin(table: usize, key: u16): void {
  const at = table + (<usize>key << 2);
  store<u32>(at, load<u32>(at) + 1);
}

@inline
function sumLanes(pairs: v128): f64 {
  return f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
}

@inline
function countLanes(counts: v128): f64 {
  const halves = i32x4.add(counts, i32x4.shuffle(counts, counts, 2, 3, 0, 1));
  return <f64>(i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1));
}

@inline
function smallestLane(x: v128): f64 {
  const halves = f32x4.pmin(x, i32x4.shuffle(x, x, 2, 3, 0, 1));
  return <f64>min(f32x4.extract_lane(halves, 0), f32x4.extract_lane(halves, 1));
}

@inline
function largestLane(x: v128): f64 {
  const halves = f32x4.pmax(x, i32x4.shuffle(x, x, 2, 3, 0, 1));
  return <f64>max(f32x4.extract_lane(halves, 0), f32x4.extract_lane(halves, 1));
}

/** Extremes, sum and sum of squares of a block, by lanes. */
const SUMS: usize = memory.data(64, 16);

/** Zeros, and subnormals that share their bins. */
@inline
function countTiny(table: usize): u32 {
  return load<u32>(table) + load<u32>(table + (NEGATIVE_BIN << 2));
}

/** What one look at a block leaves, lane by lane. A function of its own, whose loop then has the registers for itself. */
export function sumBlock(from: usize, to: usize, table: usize, sums: usize): void {
  let low = f32x4.splat(f32.MAX_VALUE);
  let high = f32x4.splat(-f32.MAX_VALUE);
  let sumA = f64x2.splat(0);
  let sumB = f64x2.splat(0);
  let squaresA = f64x2.splat(0);
  let squaresB = f64x2.splat(0);
  for (let at = from; at < to; at += 16) {
    const x = v128.load(at);
    const a = f64x2.promote_low_f32x4(x);
    const b = f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
    low = f32x4.pmin(low, x);
    high = f32x4.pmax(high, x);
    sumA = f64x2.add(sumA, a);
    sumB = f64x2.add(sumB, b);
    squaresA = f64x2.add(squaresA, f64x2.mul(a, a));
    squaresB = f64x2.add(squaresB, f64x2.mul(b, b));
    countBin(table, load<u16>(at, HALF_BYTES));
    countBin(table, load<u16>(at, 4 + HALF_BYTES));
    countBin(table, load<u16>(at, 8 + HALF_BYTES));
    countBin(table, load<u16>(at, 12 + HALF_BYTES));
  }
  v128.store(sums, low);
  v128.store(sums, high, 16);
  v128.store(sums, f64x2.add(sumA, sumB), 32);
  v128.store(sums, f64x2.add(squaresA, squaresB), 48);
}

/** A block whose count is a multiple of 4. */
function reduceBlock(state: State, from: usize, to: usize, table: usize): void {
  const tiny = countTiny(table);
  sumBlock(from, to, table, SUMS);
  // Squares of float32 values are far from float64's end: only NaN and infinities make their sum infinite or NaN.
  const squares = sumLanes(v128.load(SUMS, 48));
  if (!(squares < Infinity)) return reduceSpecial(state, from, to, table, tiny);
  const n = <f64>((to - from) >> 2);
  state.min = min(state.min, smallestLane(v128.load(SUMS)));
  state.max = max(state.max, largestLane(v128.load(SUMS, 16)));
  if (squares == 0) {
    state.zeros += n;
    return mergeBlock(state, n, 0, 0, 0);
  }
  if (countTiny(table) != tiny) state.zeros += countZeros(from, to);
  const mean = sumLanes(v128.load(SUMS, 32)) / n;
  const m2 = squares - n * mean * mean;
  mergeBlock(state, n, mean, m2 > squares * KEPT_SHARE ? m2 : sumSquaresAbout(mean, from, to), 0);
}

function countZeros(from: usize, to: usize): f64 {
  let zeros = i32x4.splat(0);
  const none = f32x4.splat(0);
  for (let at = from; at < to; at += 16) zeros = i32x4.sub(zeros, f32x4.eq(v128.load(at), none));
  return countLanes(zeros);
}

/** Σ(x − mean)² over the finite values. */
function sumSquaresAbout(mean: f64, from: usize, to: usize): f64 {
  const centre = f64x2.splat(mean);
  const infinite = f64x2.splat(Infinity);
  let squaresA = f64x2.splat(0);
  let squaresB = f64x2.splat(0);
  for (let at = from; at < to; at += 16) {
    const a = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(at)), centre);
    const b = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(at, 8)), centre);
    const squareA = f64x2.mul(a, a);
    const squareB = f64x2.mul(b, b);
    squaresA = f64x2.add(squaresA, v128.and(squareA, f64x2.lt(squareA, infinite)));
    squaresB = f64x2.add(squaresB, v128.and(squareB, f64x2.lt(squareB, infinite)));
  }
  return sumLanes(f64x2.add(squaresA, squaresB));
}

/** A block with NaN or infinities, whose values stand in the histogram already: takes those out that do not belong there. */
function reduceSpecial(state: State, from: usize, to: usize, table: usize, tiny: u32): void {
  memory.fill(table + (SPECIAL_BIN << 2), 0, SPECIAL_BINS << 2);
  memory.fill(table + ((NEGATIVE_BIN + SPECIAL_BIN) << 2), 0, SPECIAL_BINS << 2);
  if (countTiny(table) != tiny) state.zeros += countZeros(from, to);
  const infinite = f32x4.splat(Infinity);
  const negative = f32x4.splat(-Infinity);
  const largest = f32x4.splat(f32.MAX_VALUE);
  const smallest = f32x4.splat(-f32.MAX_VALUE);
  let nan = i32x4.splat(0);
  let positives = i32x4.splat(0);
  let negatives = i32x4.splat(0);
  let low = largest;
  let high = smallest;
  let sumA = f64x2.splat(0);
  let sumB = f64x2.splat(0);
  for (let at = from; at < to; at += 16) {
    const x = v128.load(at);
    nan = i32x4.sub(nan, f32x4.ne(x, x));
    positives = i32x4.sub(positives, f32x4.eq(x, infinite));
    negatives = i32x4.sub(negatives, f32x4.eq(x, negative));
    const isFinite = f32x4.lt(f32x4.abs(x), infinite);
    low = f32x4.pmin(low, v128.bitselect(x, largest, isFinite));
    high = f32x4.pmax(high, v128.bitselect(x, smallest, isFinite));
    const finite = v128.and(x, isFinite);
    sumA = f64x2.add(sumA, f64x2.promote_low_f32x4(finite));
    sumB = f64x2.add(sumB, f64x2.promote_low_f32x4(i32x4.shuffle(finite, finite, 2, 3, 2, 3)));
  }
  const nanCount = countLanes(nan);
  const positiveCount = countLanes(positives);
  const negativeCount = countLanes(negatives);
  state.nan += nanCount;
  state.positiveInfinite += positiveCount;
  state.negativeInfinite += negativeCount;
  const n = <f64>((to - from) >> 2) - nanCount - positiveCount - negativeCount;
  if (n == 0) return;
  state.min = min(state.min, smallestLane(low));
  state.max = max(state.max, largestLane(high));
  const mean = sumLanes(f64x2.add(sumA, sumB)) / n;
  mergeBlock(state, n, mean, sumSquaresAbout(mean, from, to), 0);
}

/** Any values, one at a time: the last few. */
function reduceAny(state: State, from: usize, to: usize, table: usize): void {
  let n: f64 = 0;
  let sum: f64 = 0;
  for (let at = from; at < to; at += 4) {
    const bits = load<u32>(at);
    const magnitude = bits & 0x7fffffff;
    if (magnitude > INFINITE) {
      state.nan += 1;
      continue;
    }
    if (magnitude == INFINITE) {
      if (bits == magnitude) state.positiveInfinite += 1;
      else state.negativeInfinite += 1;
      continue;
    }
    const x = <f64>reinterpret<f32>(bits);
    countBin(table, load<u16>(at, HALF_BYTES));
    if (magnitude == 0) state.zeros += 1;
    state.min = min(state.min, x);
    state.max = max(state.max, x);
    sum += x;
    n += 1;
  }
  if (n == 0) return;
  const mean = sum / n;
  let squares: f64 = 0;
  for (let at = from; at < to; at += 4) {
    const bits = load<u32>(at);
    if ((bits & 0x7fffffff) >= INFINITE) continue;
    const d = <f64>reinterpret<f32>(bits) - mean;
    squares += d * d;
  }
  mergeBlock(state, n, mean, squares, 0);
}

/** Adds `count` float32 values at `input` to `state` and to the histogram at `table` (2^16 counters of 32 bits). */
export function reduceFloat32(state: State, input: usize, count: i32, table: usize): void {
  const end = input + (<usize>count << 2);
  let at = input;
  while (at < end) {
    const stop = min(at + (BLOCK << 2), end);
    const whole = at + ((stop - at) & ~15);
    if (whole > at) reduceBlock(state, at, whole, table);
    if (whole < stop) reduceAny(state, whole, stop, table);
    at = stop;
  }
}
