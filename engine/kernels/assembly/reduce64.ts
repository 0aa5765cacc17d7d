// One pass over float64 values; see reduce32.ts. Squares of values beyond 2^±400 would overflow or underflow, so blocks of
// them are scaled by a power of two, which is exact.
import { LARGE, SCALE_DOWN, SCALE_EXPONENT, SCALE_UP, SMALL, State, mergeBlock } from './state';

const BLOCK: i32 = 2048;
/** Bins are sign, exponent and the top 6 mantissa bits: 2^18 of them. */
const KEY_SHIFT: i64 = 46;
const MAGNITUDE: i64 = 0x7fffffffffffffff;
const INFINITE: i64 = 0x7ff0000000000000;

@inline
function countKey(table: usize, bits: i64): void {
  const bin = table + (<usize>(<u64>bits >> KEY_SHIFT) << 2);
  store<u32>(bin, load<u32>(bin) + 1);
}

function hasNonFinite(from: usize, to: usize): bool {
  const magnitude = i64x2.splat(MAGNITUDE);
  const largest = i64x2.splat(INFINITE - 1);
  let found = i64x2.splat(0);
  for (let at = from; at < to; at += 16) {
    found = v128.or(found, i64x2.gt_s(v128.and(v128.load(at), magnitude), largest));
  }
  return v128.any_true(found);
}

@inline
function exponentFor(largest: f64): f64 {
  if (largest >= LARGE) return SCALE_EXPONENT;
  return largest > 0 && largest < SMALL ? -SCALE_EXPONENT : 0;
}

@inline
function scaleFor(exponent: f64): f64 {
  return exponent == 0 ? 1 : exponent > 0 ? SCALE_DOWN : SCALE_UP;
}

/** A block of finite values whose count is a multiple of 2. */
function reduceFinite(state: State, from: usize, to: usize, table: usize): void {
  const magnitude = i64x2.splat(MAGNITUDE);
  const none = i64x2.splat(0);
  let zeros = none;
  let low = f64x2.splat(f64.MAX_VALUE);
  let high = f64x2.splat(-f64.MAX_VALUE);
  for (let at = from; at < to; at += 16) {
    const x = v128.load(at);
    countKey(table, i64x2.extract_lane(x, 0));
    countKey(table, i64x2.extract_lane(x, 1));
    zeros = i64x2.sub(zeros, i64x2.eq(v128.and(x, magnitude), none));
    low = f64x2.pmin(low, x);
    high = f64x2.pmax(high, x);
  }
  const smallest = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
  const largest = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1));
  const exponent = exponentFor(max(-smallest, largest));
  const scale = f64x2.splat(scaleFor(exponent));
  let sums = f64x2.splat(0);
  for (let at = from; at < to; at += 16) sums = f64x2.add(sums, f64x2.mul(v128.load(at), scale));
  const n = <f64>((to - from) >> 3);
  const mean = (f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1)) / n;
  const centre = f64x2.splat(mean);
  let squares = f64x2.splat(0);
  for (let at = from; at < to; at += 16) {
    const d = f64x2.sub(f64x2.mul(v128.load(at), scale), centre);
    squares = f64x2.add(squares, f64x2.mul(d, d));
  }
  state.zeros += <f64>(i64x2.extract_lane(zeros, 0) + i64x2.extract_lane(zeros, 1));
  state.min = min(state.min, smallest);
  state.max = max(state.max, largest);
  mergeBlock(state, n, mean, f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1), exponent);
}

/** Any values, one at a time: blocks that hold NaN or infinities, and an odd last value. */
function reduceAny(state: State, from: usize, to: usize, table: usize): void {
  let n: f64 = 0;
  let largest: f64 = 0;
  for (let at = from; at < to; at += 8) {
    const bits = load<i64>(at);
    const magnitude = bits & MAGNITUDE;
    if (magnitude > INFINITE) {
      state.nan += 1;
      continue;
    }
    if (magnitude == INFINITE) {
      if (bits == magnitude) state.positiveInfinite += 1;
      else state.negativeInfinite += 1;
      continue;
    }
    const x = reinterpret<f64>(bits);
    countKey(table, bits);
    if (magnitude == 0) state.zeros += 1;
    state.min = min(state.min, x);
    state.max = max(state.max, x);
    largest = max(largest, abs(x));
    n += 1;
  }
  if (n == 0) return;
  const exponent = exponentFor(largest);
  const scale = scaleFor(exponent);
  let sum: f64 = 0;
  for (let at = from; at < to; at += 8) {
    if ((load<i64>(at) & MAGNITUDE) < INFINITE) sum += load<f64>(at) * scale;
  }
  const mean = sum / n;
  let squares: f64 = 0;
  for (let at = from; at < to; at += 8) {
    if ((load<i64>(at) & MAGNITUDE) >= INFINITE) continue;
    const d = load<f64>(at) * scale - mean;
    squares += d * d;
  }
  mergeBlock(state, n, mean, squares, exponent);
}

/** Adds `count` float64 values at `input` to `state` and to the histogram at `table` (2^18 counters of 32 bits). */
export function reduceFloat64(state: State, input: usize, count: i32, table: usize): void {
  const end = input + (<usize>count << 3);
  let at = input;
  while (at < end) {
    const stop = min(at + (BLOCK << 3), end);
    const whole = at + ((stop - at) & ~15);
    if (hasNonFinite(at, whole)) reduceAny(state, at, whole, table);
    else if (whole > at) reduceFinite(state, at, whole, table);
    if (whole < stop) reduceAny(state, whole, stop, table);
    at = stop;
  }
}
