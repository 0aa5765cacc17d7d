// One entry for every pair of element types: compare bits, decode a block of both sides, then add its difference while it is in
// the cache.
import {
  decodeBfloat16,
  decodeBytes,
  decodeFloat16,
  decodeInt16,
  decodeInt32,
  decodeUint16,
  decodeUint32,
} from './decode';
import { BLOCK32, addPairs32, addSame32, areSame, widen } from './difference32';
import { addPairs64, areFinite, dropNonFinite, subtract64, subtractIntegers } from './difference64';
import { DifferenceState } from './differenceState';
import { Kind, widthOf } from './reduce';

/** Elements of a block of float64: two sides and their difference. */
const BLOCK: i32 = BLOCK32 / 2;

/** Bytes of one decoded side: a block of float64, and one more to make an odd count even. As many float32 are twice as many elements. */
const SIDE: usize = (<usize>BLOCK + 2) << 3;

/** Bytes of scratch that {@link difference} wants. */
export function differenceScratch(): usize {
  return SIDE * 4;
}

@inline
function isNarrow(kind: i32): bool {
  return kind != Kind.Float64 && kind < Kind.Int32;
}

/** Elements that are not the same, bit for bit. `width` is 1, 2, 4 or 8. */
function countChanged(left: usize, right: usize, count: i32, width: i32): i32 {
  const bytes = <usize>count * <usize>width;
  const vectors = bytes & ~15;
  let changed: i32 = 0;
  for (let at: usize = 0; at < vectors; at += 16) {
    const a = v128.load(left + at);
    const b = v128.load(right + at);
    if (width == 4) changed += popcnt<i32>(i32x4.bitmask(i32x4.ne(a, b)));
    else if (width == 8) changed += popcnt<i32>(i64x2.bitmask(i64x2.ne(a, b)));
    else if (width == 2) changed += popcnt<i32>(i16x8.bitmask(i16x8.ne(a, b)));
    else changed += popcnt<i32>(i8x16.bitmask(i8x16.ne(a, b)));
  }
  for (let at = vectors; at < bytes; at += <usize>width) {
    let differs = false;
    for (let byte: usize = 0; byte < <usize>width; byte++) {
      if (load<u8>(left + at + byte) != load<u8>(right + at + byte)) differs = true;
    }
    if (differs) changed++;
  }
  return changed;
}

/** Values that are not the same; NaN is the same as NaN, and −0 as 0. */
function countUnequal(left: usize, right: usize, count: i32): i32 {
  let changed = 0;
  for (let i = 0; i < count; i++) {
    const a = load<f64>(left + (<usize>i << 3));
    const b = load<f64>(right + (<usize>i << 3));
    if (a != b && !(isNaN(a) && isNaN(b))) changed++;
  }
  return changed;
}

/** Where the values of a narrow type are as float32: where they lie, or decoded at `output`. */
function read32(kind: i32, input: usize, count: i32, values: usize, output: usize): usize {
  if (kind == Kind.Float32) return input;
  if (kind == Kind.Float16) decodeFloat16(input, count, output);
  else if (kind == Kind.Bfloat16) decodeBfloat16(input, count, output);
  else if (kind == Kind.Bytes) decodeBytes(input, count, values, output);
  else if (kind == Kind.Int16) decodeInt16(input, count, output);
  else decodeUint16(input, count, output);
  return output;
}

/** The values as float64 at `output`; `scratch` holds a block of float32. */
function read64(kind: i32, input: usize, count: i32, values: usize, scratch: usize, output: usize): void {
  if (isNarrow(kind)) widen(read32(kind, input, count, values, scratch), count, output);
  else if (kind == Kind.Float64) memory.copy(output, input, <usize>count << 3);
  else if (kind == Kind.Int32) decodeInt32(input, count, output);
  else if (kind == Kind.Uint32) decodeUint32(input, count, output);
  else if (kind == Kind.Int64) for (let i = 0; i < count; i++) store<f64>(output + (<usize>i << 3), <f64>load<i64>(input + (<usize>i << 3)));
  else for (let i = 0; i < count; i++) store<f64>(output + (<usize>i << 3), <f64>load<u64>(input + (<usize>i << 3)));
}

/**
 * Adds a block of a narrow type, compared by its bits; `count` is a multiple of 4, `a` and `b` take what is decoded. False, and nothing
 * added, where a value is not finite.
 */
function addNarrow(
  state: DifferenceState,
  kind: i32,
  left: usize,
  right: usize,
  count: i32,
  base: f64,
  leftValues: usize,
  rightValues: usize,
  a: usize,
  b: usize,
): bool {
  const width = widthOf(kind);
  const bytes = <usize>count * <usize>width;
  if ((bytes & 15) == 0 && areSame(left, right, bytes)) return addSame32(state, read32(kind, left, count, leftValues, a), count);
  const isFloat32 = kind == Kind.Float32;
  const x = read32(kind, left, count, leftValues, a);
  const y = read32(kind, right, count, rightValues, b);
  if (!addPairs32(state, x, y, count, base, isFloat32)) return false;
  // Values of other types are the same for several bits.
  if (!isFloat32) state.changed += <f64>countChanged(left, right, count, width);
  return true;
}

/**
 * Adds the difference of `count` elements at `left` and `right` to `state`; `base` is the number of the first of them. Elements
 * of one type are compared by their bits; with `byValue`, by what they decode to. `leftValues` and `rightValues` are tables of
 * 256 float32 for elements of one byte.
 */
export function difference(
  state: DifferenceState,
  leftKind: i32,
  rightKind: i32,
  left: usize,
  right: usize,
  count: i32,
  base: f64,
  byValue: bool,
  leftValues: usize,
  rightValues: usize,
  scratch: usize,
): void {
  const leftWidth = widthOf(leftKind);
  const rightWidth = widthOf(rightKind);
  const a = scratch;
  const b = scratch + SIDE;
  const d = scratch + SIDE * 2;
  const integers = !byValue && (leftKind == Kind.Int64 || leftKind == Kind.Uint64);
  // What a vector does not hold, and blocks with NaN or infinities, go the long way.
  const quick = isNarrow(leftKind) && !byValue ? count & ~3 : 0;
  let done = 0;
  while (done < count) {
    const x = left + <usize>done * <usize>leftWidth;
    const y = right + <usize>done * <usize>rightWidth;
    if (done < quick) {
      const some = min(BLOCK32, quick - done);
      if (addNarrow(state, leftKind, x, y, some, base + <f64>done, leftValues, rightValues, a, b)) {
        done += some;
        continue;
      }
    }
    const n = min(BLOCK, count - done);
    if (!byValue) state.changed += <f64>countChanged(x, y, n, leftWidth);
    read64(leftKind, x, n, leftValues, d, a);
    read64(rightKind, y, n, rightValues, d, b);
    if (byValue) state.changed += <f64>countUnequal(a, b, n);
    if (integers) subtractIntegers(x, y, n, leftKind == Kind.Int64, d);
    else subtract64(a, b, n, d);
    state.pairs += <f64>n;
    const scaled = areFinite(a, b, d, n) ? 0 : dropNonFinite(state, a, b, d, n);
    if (n & 1) {
      const at = <usize>n << 3;
      store<f64>(a + at, 0);
      store<f64>(b + at, 0);
      store<f64>(d + at, 0);
    }
    addPairs64(state, a, b, d, n + (n & 1), base + <f64>done, scaled);
    done += n;
  }
}
