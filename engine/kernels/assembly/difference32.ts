// Differences of float32 values in blocks. The difference of two of them is taken in float64; squares of float32 values and their
// sums stay within float64's range, so nothing is scaled.
//
// What limits the loop is float64 additions (14 of them and conversions for 4 pairs). So products get no sum of their own: they follow
// from the three sums of squares. And the largest difference is looked for only where the squares say that there may be one.
import { DifferenceState, addDifference, addNorms } from './differenceState';

/** Elements of a block; both sides of it stay in the first-level cache. */
export const BLOCK32: i32 = 4096;

/**
 * Largest ratio of both sides' sums of squares up to which Σab is taken as (Σaa + Σbb − Σ(b − a)²) / 2. Each of these sums is rounded by
 * n·u of itself, n·u·(Σaa + Σbb) · 3/2 in all, which is n·u·|a||b| · 3/2 · (r + 1/r) for norms of ratio r: the bound of the dot product's
 * own rounding, n·u·|a||b|, but for a constant. At r = 2^8 that is 4e-11 of |a||b| at most, of which the contract allows 1e-9.
 */
const COMPARABLE: f64 = 65536;

/** Sums of a block, lane by lane: pairs of the same bits, Σaa, Σbb, Σ(b − a)², Σ(b − a), upper halves of the largest (b − a)². */
const SUMS: usize = memory.data(96, 16);

@inline
function lanes(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

@inline
function largestLane(x: v128): u32 {
  const halves = i32x4.max_u(x, i32x4.shuffle(x, x, 2, 3, 0, 1));
  return max<u32>(i32x4.extract_lane(halves, 0), i32x4.extract_lane(halves, 1));
}

@inline
function sumOfCounts(x: v128): i32 {
  const halves = i32x4.add(x, i32x4.shuffle(x, x, 2, 3, 0, 1));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}

/** Whether two runs hold the same bytes, a multiple of 16. Ends soon where they do not. */
export function areSame(left: usize, right: usize, bytes: usize): bool {
  const shift = right - left;
  const end = left + bytes;
  let at = left;
  for (const whole = left + (bytes & ~63); at < whole; at += 64) {
    const first = v128.or(v128.xor(v128.load(at), v128.load(at + shift)), v128.xor(v128.load(at, 16), v128.load(at + shift, 16)));
    const last = v128.or(
      v128.xor(v128.load(at, 32), v128.load(at + shift, 32)),
      v128.xor(v128.load(at, 48), v128.load(at + shift, 48)),
    );
    if (v128.any_true(v128.or(first, last))) return false;
  }
  for (; at < end; at += 16) if (v128.any_true(v128.xor(v128.load(at), v128.load(at + shift)))) return false;
  return true;
}

/** A block that is the same on both sides: only its norm is new. False, and nothing added, where a value is not finite. */
export function addSame32(state: DifferenceState, at: usize, count: i32): bool {
  let squaresA = f64x2.splat(0);
  let squaresB = f64x2.splat(0);
  const end = at + (<usize>count << 2);
  for (; at < end; at += 16) {
    const low = f64x2.promote_low_f32x4(v128.load64_zero(at));
    const upper = f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
    squaresA = f64x2.add(squaresA, f64x2.mul(low, low));
    squaresB = f64x2.add(squaresB, f64x2.mul(upper, upper));
  }
  const squares = lanes(squaresA) + lanes(squaresB);
  if (!isFinite(squares)) return false;
  state.pairs += <f64>count;
  addNorms(state, squares, 0, squares, 0, squares);
  return true;
}

/** One look at a block. A function of its own, whose loop then has the registers for itself. */
export function sumPairs32(left: usize, right: usize, bytes: usize, sums: usize): void {
  let same = i32x4.splat(0);
  let aa = f64x2.splat(0);
  let bb = f64x2.splat(0);
  let dd = f64x2.splat(0);
  let sum = f64x2.splat(0);
  let most = i32x4.splat(0);
  const shift = right - left;
  const end = left + bytes;
  for (let at = left; at < end; at += 16) {
    const a0 = f64x2.promote_low_f32x4(v128.load64_zero(at));
    const b0 = f64x2.promote_low_f32x4(v128.load64_zero(at + shift));
    const d0 = f64x2.sub(b0, a0);
    const a1 = f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
    const b1 = f64x2.promote_low_f32x4(v128.load64_zero(at + shift, 8));
    const d1 = f64x2.sub(b1, a1);
    // A comparison that holds is −1.
    same = i32x4.sub(same, i32x4.eq(v128.load(at), v128.load(at + shift)));
    aa = f64x2.add(aa, f64x2.add(f64x2.mul(a0, a0), f64x2.mul(a1, a1)));
    bb = f64x2.add(bb, f64x2.add(f64x2.mul(b0, b0), f64x2.mul(b1, b1)));
    const square0 = f64x2.mul(d0, d0);
    const square1 = f64x2.mul(d1, d1);
    dd = f64x2.add(dd, f64x2.add(square0, square1));
    sum = f64x2.add(sum, f64x2.add(d0, d1));
    // The order of the upper halves is that of the squares, as far as it goes.
    most = i32x4.max_u(most, i32x4.shuffle(square0, square1, 1, 3, 5, 7));
  }
  v128.store(sums, same);
  v128.store(sums, aa, 16);
  v128.store(sums, bb, 32);
  v128.store(sums, dd, 48);
  v128.store(sums, sum, 64);
  v128.store(sums, most, 80);
}

/**
 * Adds a block of `count` values, a multiple of 4. False, and nothing added, where a value is not finite. `counts`: whether it also
 * counts those whose bits differ.
 */
export function addPairs32(
  state: DifferenceState,
  left: usize,
  right: usize,
  count: i32,
  base: f64,
  counts: bool,
): bool {
  sumPairs32(left, right, <usize>count << 2, SUMS);
  const aa = lanes(v128.load(SUMS, 16));
  const bb = lanes(v128.load(SUMS, 32));
  const dd = lanes(v128.load(SUMS, 48));
  if (!isFinite(aa + bb)) return false;
  if (counts) state.changed += <f64>(count - sumOfCounts(v128.load(SUMS)));
  state.pairs += <f64>count;
  const isComparable = aa <= bb * COMPARABLE && bb <= aa * COMPARABLE;
  addNorms(state, aa, 0, bb, 0, isComparable ? (aa + bb - dd) * 0.5 : sumProducts32(left, right, count));
  if (dd == 0) return true;
  addDifference(state, lanes(v128.load(SUMS, 64)), dd, 0);
  // Squaring and rounding keep the order: a difference that is larger has no smaller upper half.
  const before = <u32>(reinterpret<u64>(state.largest * state.largest) >> 32);
  if (largestLane(v128.load(SUMS, 80)) < before) return true;
  const largest = findLargest32(left, right, count);
  if (largest > state.largest) {
    state.largest = largest;
    state.largestAt = base + <f64>findDifference32(left, right, largest);
  }
  return true;
}

function sumProducts32(left: usize, right: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let upper = f64x2.splat(0);
  const shift = right - left;
  const end = left + (<usize>count << 2);
  for (let at = left; at < end; at += 16) {
    const a0 = f64x2.promote_low_f32x4(v128.load64_zero(at));
    const a1 = f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
    low = f64x2.add(low, f64x2.mul(a0, f64x2.promote_low_f32x4(v128.load64_zero(at + shift))));
    upper = f64x2.add(upper, f64x2.mul(a1, f64x2.promote_low_f32x4(v128.load64_zero(at + shift, 8))));
  }
  return lanes(f64x2.add(low, upper));
}

/** The largest |right − left| of finite values. */
function findLargest32(left: usize, right: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let upper = f64x2.splat(0);
  const shift = right - left;
  const end = left + (<usize>count << 2);
  for (let at = left; at < end; at += 16) {
    const a0 = f64x2.promote_low_f32x4(v128.load64_zero(at));
    const a1 = f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
    low = f64x2.pmax(low, f64x2.abs(f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(at + shift)), a0)));
    upper = f64x2.pmax(upper, f64x2.abs(f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(at + shift, 8)), a1)));
  }
  const most = f64x2.pmax(low, upper);
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
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
