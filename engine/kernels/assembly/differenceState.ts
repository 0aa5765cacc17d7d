// The running difference of two runs of values, as it lies in memory: engine/kernels/differenceKernel.ts reads the same fields.
import { SCALE_DOWN, SCALE_EXPONENT } from './state';

/** Offsets in bytes follow the order of the fields; every field is 8 bytes wide. */
@unmanaged
export class DifferenceState {
  changed: f64;
  /** Pairs of finite values; sums and extremes of the difference are over these. */
  pairs: f64;
  leftNan: f64;
  rightNan: f64;
  /** NaN on the right where the left is none. */
  newNan: f64;
  /** Sum of right − left and what rounding left of it (Neumaier 1974), in units of 2^exponent. */
  sum: f64;
  sumLow: f64;
  /** Sum of (right − left)², in units of 4^exponent. */
  squares: f64;
  exponent: f64;
  /** Sums of squares of the finite values of each side, in units of 4^exponent of the side. */
  leftSquares: f64;
  leftExponent: f64;
  rightSquares: f64;
  rightExponent: f64;
  /** Sum of left · right, in units of 2^(leftExponent + rightExponent). */
  products: f64;
  /** Largest |right − left| and the first element that has it; −1 while nothing differs. */
  largest: f64;
  largestAt: f64;
}

/** Forgets everything. Exponents begin at the smallest one, so that the first block decides. */
export function resetDifference(state: DifferenceState): void {
  memory.fill(changetype<usize>(state), 0, offsetof<DifferenceState>());
  state.exponent = -SCALE_EXPONENT;
  state.leftExponent = -SCALE_EXPONENT;
  state.rightExponent = -SCALE_EXPONENT;
  state.largestAt = -1;
}

@inline
function scaleBetween(from: f64, to: f64): f64 {
  // Exponents differ by one or two steps of 700; two steps underflow, as they must.
  const steps = (to - from) / SCALE_EXPONENT;
  return steps == 0 ? 1 : steps == 1 ? SCALE_DOWN : 0;
}

/** Adds sums over a block's differences. A block of zeros says nothing, whatever its exponent. */
export function addDifference(state: DifferenceState, sum: f64, squares: f64, exponent: f64): void {
  if (squares == 0) return;
  const common = max(state.exponent, exponent);
  const before = scaleBetween(state.exponent, common);
  const scale = scaleBetween(exponent, common);
  state.squares = state.squares * before * before + squares * scale * scale;
  state.exponent = common;
  const old = state.sum * before;
  const added = sum * scale;
  const total = old + added;
  state.sumLow = state.sumLow * before + (abs(old) >= abs(added) ? old - total + added : added - total + old);
  state.sum = total;
}

/** Adds sums over a block's values: squares of both sides, and their products. */
export function addNorms(
  state: DifferenceState,
  left: f64,
  leftExponent: f64,
  right: f64,
  rightExponent: f64,
  products: f64,
): void {
  const commonLeft = left == 0 ? state.leftExponent : max(state.leftExponent, leftExponent);
  const commonRight = right == 0 ? state.rightExponent : max(state.rightExponent, rightExponent);
  const beforeLeft = scaleBetween(state.leftExponent, commonLeft);
  const beforeRight = scaleBetween(state.rightExponent, commonRight);
  const scaleLeft = left == 0 ? 0 : scaleBetween(leftExponent, commonLeft);
  const scaleRight = right == 0 ? 0 : scaleBetween(rightExponent, commonRight);
  state.leftSquares = state.leftSquares * beforeLeft * beforeLeft + left * scaleLeft * scaleLeft;
  state.rightSquares = state.rightSquares * beforeRight * beforeRight + right * scaleRight * scaleRight;
  state.products = state.products * beforeLeft * beforeRight + products * scaleLeft * scaleRight;
  state.leftExponent = commonLeft;
  state.rightExponent = commonRight;
}
