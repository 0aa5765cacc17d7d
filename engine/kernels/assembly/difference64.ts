// Differences of float64 values in blocks. Squares of values beyond 2^±400 would overflow or underflow, so each side and the
// difference are scaled by a power of two of their own, which is exact.
import { DifferenceState, addDifference, addNorms } from './differenceState';
import { LARGE, SCALE_DOWN, SCALE_EXPONENT, SCALE_UP, SMALL } from './state';

@inline
function exponentFor(largest: f64): f64 {
  if (largest >= LARGE) return SCALE_EXPONENT;
  return largest > 0 && largest < SMALL ? -SCALE_EXPONENT : 0;
}

@inline
function scaleFor(exponent: f64): f64 {
  return exponent == 0 ? 1 : exponent > 0 ? SCALE_DOWN : SCALE_UP;
}

@inline
function lanes(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/** The largest magnitude of `count` finite values, which is even. */
function largestOf(at: usize, count: i32): f64 {
  let most = f64x2.splat(0);
  const end = at + (<usize>count << 3);
  for (; at < end; at += 16) most = f64x2.pmax(most, f64x2.abs(v128.load(at)));
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}

/** right − left, each rounded once. */
export function subtract64(left: usize, right: usize, count: i32, output: usize): void {
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 3;
    store<f64>(output + at, load<f64>(right + at) - load<f64>(left + at));
  }
}

/** right − left of 64-bit integers, exact before it is rounded: two that float64 cannot tell apart still differ. */
export function subtractIntegers(left: usize, right: usize, count: i32, signed: bool, output: usize): void {
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 3;
    const a = load<u64>(left + at);
    const b = load<u64>(right + at);
    const grows = signed ? <i64>b >= <i64>a : b >= a;
    // The distance of two 64-bit integers always fits an unsigned one, whatever wraps on the way.
    store<f64>(output + at, grows ? <f64>(b - a) : -<f64>(a - b));
  }
}

/** Whether `count` values of all three arrays are finite. */
export function areFinite(left: usize, right: usize, differences: usize, count: i32): bool {
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 3;
    // Multiplying by 0 leaves 0 of what is finite and NaN of the rest.
    if ((load<f64>(left + at) + load<f64>(right + at) + load<f64>(differences + at)) * 0 != 0) {
      if (!isFinite(load<f64>(left + at)) || !isFinite(load<f64>(right + at)) || !isFinite(load<f64>(differences + at))) return false;
    }
  }
  return true;
}

/**
 * Counts what is not finite and puts 0 in its place: 0 adds nothing to any sum. Where two finite values differ by more than
 * float64 holds, all differences are scaled; the answer is their exponent.
 */
export function dropNonFinite(state: DifferenceState, left: usize, right: usize, differences: usize, count: i32): f64 {
  let overflows = false;
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 3;
    const a = load<f64>(left + at);
    const b = load<f64>(right + at);
    if (isNaN(a)) state.leftNan += 1;
    if (isNaN(b)) {
      state.rightNan += 1;
      if (!isNaN(a)) state.newNan += 1;
    }
    if (!isFinite(a) || !isFinite(b)) {
      store<f64>(differences + at, 0);
      state.pairs -= 1;
    } else if (!isFinite(load<f64>(differences + at))) overflows = true;
  }
  if (overflows) {
    for (let i = 0; i < count; i++) {
      const at = <usize>i << 3;
      const a = load<f64>(left + at);
      const b = load<f64>(right + at);
      const finite = isFinite(a) && isFinite(b);
      store<f64>(differences + at, finite ? b * SCALE_DOWN - a * SCALE_DOWN : 0);
    }
  }
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 3;
    if (!isFinite(load<f64>(left + at))) store<f64>(left + at, 0);
    if (!isFinite(load<f64>(right + at))) store<f64>(right + at, 0);
  }
  return overflows ? SCALE_EXPONENT : 0;
}

/**
 * Adds a block of finite values and their differences. `count` is even; `scaled` is the exponent that the differences have
 * been scaled by already.
 */
export function addPairs64(
  state: DifferenceState,
  left: usize,
  right: usize,
  differences: usize,
  count: i32,
  base: f64,
  scaled: f64,
): void {
  const largest = largestOf(differences, count);
  const leftExponent = exponentFor(largestOf(left, count));
  const rightExponent = exponentFor(largestOf(right, count));
  const exponent = scaled != 0 ? scaled : exponentFor(largest);
  const leftScale = f64x2.splat(scaleFor(leftExponent));
  const rightScale = f64x2.splat(scaleFor(rightExponent));
  const scale = f64x2.splat(scaled != 0 ? 1 : scaleFor(exponent));
  let aa = f64x2.splat(0);
  let bb = f64x2.splat(0);
  let ab = f64x2.splat(0);
  let dd = f64x2.splat(0);
  let sum = f64x2.splat(0);
  const bytes = <usize>count << 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    const a = f64x2.mul(v128.load(left + at), leftScale);
    const b = f64x2.mul(v128.load(right + at), rightScale);
    const d = f64x2.mul(v128.load(differences + at), scale);
    aa = f64x2.add(aa, f64x2.mul(a, a));
    bb = f64x2.add(bb, f64x2.mul(b, b));
    ab = f64x2.add(ab, f64x2.mul(a, b));
    dd = f64x2.add(dd, f64x2.mul(d, d));
    sum = f64x2.add(sum, d);
  }
  addNorms(state, lanes(aa), leftExponent, lanes(bb), rightExponent, lanes(ab));
  addDifference(state, lanes(sum), lanes(dd), exponent);
  const real = scaled != 0 ? largest * SCALE_UP : largest;
  if (real > state.largest) {
    state.largest = real;
    let i = 0;
    while (abs(load<f64>(differences + (<usize>i << 3))) != largest) i++;
    state.largestAt = base + <f64>i;
  }
}
