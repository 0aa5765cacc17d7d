// Differences of float32 values in blocks. The difference of two of them is taken in float64; squares of float32 values and their
// sums stay within float64's range, so nothing is scaled.
import { DifferenceState, addDifference, addNorms } from './differenceState';

/** Elements of a block; both sides of it stay in the first-level cache. */
export const BLOCK: i32 = 2048;

@inline
function lanes(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

@inline
function high(x: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(x, x, 2, 3, 2, 3));
}

/** A block that is the same on both sides: only its norm is new. False, and nothing added, where a value is not finite. */
export function addSame32(state: DifferenceState, at: usize, count: i32): bool {
  let squaresA = f64x2.splat(0);
  let squaresB = f64x2.splat(0);
  const end = at + (<usize>count << 2);
  for (; at < end; at += 16) {
    const x = v128.load(at);
    const low = f64x2.promote_low_f32x4(x);
    const upper = high(x);
    squaresA = f64x2.add(squaresA, f64x2.mul(low, low));
    squaresB = f64x2.add(squaresB, f64x2.mul(upper, upper));
  }
  const squares = lanes(squaresA) + lanes(squaresB);
  if (!isFinite(squares)) return false;
  state.pairs += <f64>count;
  addNorms(state, squares, 0, squares, 0, squares);
  return true;
}

/** A block of `count` values, a multiple of 4. False, and nothing added, where a value is not finite. */
export function addPairs32(state: DifferenceState, left: usize, right: usize, count: i32, base: f64): bool {
  let aa = f64x2.splat(0);
  let bb = f64x2.splat(0);
  let ab = f64x2.splat(0);
  let dd = f64x2.splat(0);
  let sum = f64x2.splat(0);
  let most = f64x2.splat(0);
  const bytes = <usize>count << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(left + at);
    const y = v128.load(right + at);
    const a0 = f64x2.promote_low_f32x4(x);
    const b0 = f64x2.promote_low_f32x4(y);
    const d0 = f64x2.sub(b0, a0);
    const a1 = high(x);
    const b1 = high(y);
    const d1 = f64x2.sub(b1, a1);
    aa = f64x2.add(aa, f64x2.add(f64x2.mul(a0, a0), f64x2.mul(a1, a1)));
    bb = f64x2.add(bb, f64x2.add(f64x2.mul(b0, b0), f64x2.mul(b1, b1)));
    ab = f64x2.add(ab, f64x2.add(f64x2.mul(a0, b0), f64x2.mul(a1, b1)));
    dd = f64x2.add(dd, f64x2.add(f64x2.mul(d0, d0), f64x2.mul(d1, d1)));
    sum = f64x2.add(sum, f64x2.add(d0, d1));
    most = f64x2.pmax(most, f64x2.pmax(f64x2.abs(d0), f64x2.abs(d1)));
  }
  const leftSquares = lanes(aa);
  const rightSquares = lanes(bb);
  if (!isFinite(leftSquares + rightSquares)) return false;
  state.pairs += <f64>count;
  addNorms(state, leftSquares, 0, rightSquares, 0, lanes(ab));
  addDifference(state, lanes(sum), lanes(dd), 0);
  const largest = max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
  if (largest > state.largest) {
    state.largest = largest;
    state.largestAt = base + <f64>findDifference32(left, right, largest);
  }
  return true;
}

/** The first pair that differs by exactly `size`; the caller knows that there is one. */
function findDifference32(left: usize, right: usize, size: f64): i32 {
  let i = 0;
  for (; abs(<f64>load<f32>(right) - <f64>load<f32>(left)) != size; i++) {
    left += 4;
    right += 4;
  }
  return i;
}

/** `count` float32 values as float64. */
export function widen(from: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i++) store<f64>(to + (<usize>i << 3), <f64>load<f32>(from + (<usize>i << 2)));
}
