// One pass over float32 values: counts, extremes, moments and the log-binned histogram.
//
// Values are taken in blocks that stay in the first-level cache, so that the second moment can be taken about the block's own
// mean (no cancellation where mean ≫ std). Blocks merge by Chan, Golub and LeVeque (1979), eq. 2.1.
import { State, mergeBlock } from './state';

const BLOCK: i32 = 4096;
/** Bins are sign, exponent and the top 6 mantissa bits. */
const KEY_SHIFT: i32 = 17;

@inline
function countKeys(table: usize, keys: v128): void {
  let at = table + (<usize>i32x4.extract_lane(keys, 0) << 2);
  store<u32>(at, load<u32>(at) + 1);
  at = table + (<usize>i32x4.extract_lane(keys, 1) << 2);
  store<u32>(at, load<u32>(at) + 1);
  at = table + (<usize>i32x4.extract_lane(keys, 2) << 2);
  store<u32>(at, load<u32>(at) + 1);
  at = table + (<usize>i32x4.extract_lane(keys, 3) << 2);
  store<u32>(at, load<u32>(at) + 1);
}

function hasNonFinite(from: usize, to: usize): bool {
  const absolute = i32x4.splat(0x7fffffff);
  const largest = i32x4.splat(0x7f7fffff);
  let found = i32x4.splat(0);
  for (let at = from; at < to; at += 16) {
    found = v128.or(found, i32x4.gt_s(v128.and(v128.load(at), absolute), largest));
  }
  return v128.any_true(found);
}

/** A block of finite values whose count is a multiple of 4. */
function reduceFinite(state: State, from: usize, to: usize, table: usize): void {
  const absolute = i32x4.splat(0x7fffffff);
  const none = i32x4.splat(0);
  let zeros = none;
  let low = f32x4.splat(f32.MAX_VALUE);
  let high = f32x4.splat(-f32.MAX_VALUE);
  let sumA = f64x2.splat(0);
  let sumB = f64x2.splat(0);
  for (let at = from; at < to; at += 16) {
    const x = v128.load(at);
    countKeys(table, i32x4.shr_u(x, KEY_SHIFT));
    zeros = i32x4.sub(zeros, i32x4.eq(v128.and(x, absolute), none));
    low = f32x4.pmin(low, x);
    high = f32x4.pmax(high, x);
    sumA = f64x2.add(sumA, f64x2.promote_low_f32x4(x));
    sumB = f64x2.add(sumB, f64x2.promote_low_f32x4(i32x4.shuffle(x, x, 2, 3, 2, 3)));
  }
  const sum = f64x2.add(sumA, sumB);
  const n = <f64>((to - from) >> 2);
  const mean = (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)) / n;
  const centre = f64x2.splat(mean);
  let squaresA = f64x2.splat(0);
  let squaresB = f64x2.splat(0);
  for (let at = from; at < to; at += 16) {
    const x = v128.load(at);
    const a = f64x2.sub(f64x2.promote_low_f32x4(x), centre);
    const b = f64x2.sub(f64x2.promote_low_f32x4(i32x4.shuffle(x, x, 2, 3, 2, 3)), centre);
    squaresA = f64x2.add(squaresA, f64x2.mul(a, a));
    squaresB = f64x2.add(squaresB, f64x2.mul(b, b));
  }
  const squares = f64x2.add(squaresA, squaresB);
  state.zeros += <f64>(
    (i32x4.extract_lane(zeros, 0) + i32x4.extract_lane(zeros, 1) + i32x4.extract_lane(zeros, 2) + i32x4.extract_lane(zeros, 3))
  );
  state.min = min(state.min, <f64>min(min(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)), min(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3))));
  state.max = max(state.max, <f64>max(max(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)), max(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3))));
  mergeBlock(state, n, mean, f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1), 0);
}

/** Any values, one at a time: blocks that hold NaN or infinities, and the last few values. */
function reduceAny(state: State, from: usize, to: usize, table: usize): void {
  let n: f64 = 0;
  let sum: f64 = 0;
  for (let at = from; at < to; at += 4) {
    const bits = load<u32>(at);
    const magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) {
      state.nan += 1;
      continue;
    }
    if (magnitude == 0x7f800000) {
      if (bits == magnitude) state.positiveInfinite += 1;
      else state.negativeInfinite += 1;
      continue;
    }
    const x = <f64>reinterpret<f32>(bits);
    const bin = table + (<usize>(bits >>> KEY_SHIFT) << 2);
    store<u32>(bin, load<u32>(bin) + 1);
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
    if ((bits & 0x7fffffff) >= 0x7f800000) continue;
    const d = <f64>reinterpret<f32>(bits) - mean;
    squares += d * d;
  }
  mergeBlock(state, n, mean, squares, 0);
}

/** Adds `count` float32 values at `input` to `state` and to the histogram at `table` (2^15 counters of 32 bits). */
export function reduceFloat32(state: State, input: usize, count: i32, table: usize): void {
  const end = input + (<usize>count << 2);
  let at = input;
  while (at < end) {
    const stop = min(at + (BLOCK << 2), end);
    const whole = at + ((stop - at) & ~15);
    if (hasNonFinite(at, whole)) reduceAny(state, at, whole, table);
    else if (whole > at) reduceFinite(state, at, whole, table);
    if (whole < stop) reduceAny(state, whole, stop, table);
    at = stop;
  }
}
