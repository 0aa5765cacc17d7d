// Turns stored elements into float32 or float64, exactly; 64-bit integers are rounded to float64 and keep exact extremes.
import { State } from './state';

/** Reverses the bytes of every element of `width` 2, 4 or 8, in place. `bytes` is a multiple of `width`. */
export function swapBytes(at: usize, bytes: i32, width: i32): void {
  const end = at + <usize>bytes;
  if (width == 2) for (; at < end; at += 2) store<u16>(at, bswap<u16>(load<u16>(at)));
  else if (width == 4) for (; at < end; at += 4) store<u32>(at, bswap<u32>(load<u32>(at)));
  else for (; at < end; at += 8) store<u64>(at, bswap<u64>(load<u64>(at)));
}

/** bfloat16 is the upper half of a float32. */
export function decodeBfloat16(input: usize, count: i32, output: usize): void {
  const vectors = count & ~7;
  for (let i = 0; i < vectors; i += 8) {
    const x = v128.load(input + (<usize>i << 1));
    const to = output + (<usize>i << 2);
    v128.store(to, i32x4.shl(i32x4.extend_low_i16x8_u(x), 16));
    v128.store(to, i32x4.shl(i32x4.extend_high_i16x8_u(x), 16), 16);
  }
  for (let i = vectors; i < count; i++) {
    store<u32>(output + (<usize>i << 2), <u32>load<u16>(input + (<usize>i << 1)) << 16);
  }
}

/** 2^112 moves a float16's exponent, read as a float32's, to its place; subnormals come out right by the same product. */
const HALF_BIAS: f32 = 5192296858534827628530496329220096.0;

@inline
function widenHalf(h: v128): v128 {
  const magnitude = i32x4.shl(v128.and(h, i32x4.splat(0x7fff)), 13);
  const sign = i32x4.shl(v128.and(h, i32x4.splat(0x8000)), 16);
  const special = v128.and(i32x4.gt_s(magnitude, i32x4.splat(0x0f7fffff)), i32x4.splat(0x7f800000));
  return v128.or(v128.or(f32x4.mul(magnitude, f32x4.splat(HALF_BIAS)), special), sign);
}

export function decodeFloat16(input: usize, count: i32, output: usize): void {
  const vectors = count & ~7;
  for (let i = 0; i < vectors; i += 8) {
    const x = v128.load(input + (<usize>i << 1));
    const to = output + (<usize>i << 2);
    v128.store(to, widenHalf(i32x4.extend_low_i16x8_u(x)));
    v128.store(to, widenHalf(i32x4.extend_high_i16x8_u(x)), 16);
  }
  for (let i = vectors; i < count; i++) {
    const widened = widenHalf(i32x4.splat(<i32>load<u16>(input + (<usize>i << 1))));
    store<u32>(output + (<usize>i << 2), i32x4.extract_lane(widened, 0));
  }
}

/** Elements of one byte through a table of 256 float32 values. */
export function decodeBytes(input: usize, count: i32, table: usize, output: usize): void {
  for (let i = 0; i < count; i++) {
    store<u32>(output + (<usize>i << 2), load<u32>(table + (<usize>load<u8>(input + <usize>i) << 2)));
  }
}

export function decodeInt16(input: usize, count: i32, output: usize): void {
  for (let i = 0; i < count; i++) store<f32>(output + (<usize>i << 2), <f32>load<i16>(input + (<usize>i << 1)));
}

export function decodeUint16(input: usize, count: i32, output: usize): void {
  for (let i = 0; i < count; i++) store<f32>(output + (<usize>i << 2), <f32>load<u16>(input + (<usize>i << 1)));
}

export function decodeInt32(input: usize, count: i32, output: usize): void {
  for (let i = 0; i < count; i++) store<f64>(output + (<usize>i << 3), <f64>load<i32>(input + (<usize>i << 2)));
}

export function decodeUint32(input: usize, count: i32, output: usize): void {
  for (let i = 0; i < count; i++) store<f64>(output + (<usize>i << 3), <f64>load<u32>(input + (<usize>i << 2)));
}

export function decodeInt64(state: State, input: usize, count: i32, output: usize): void {
  for (let i = 0; i < count; i++) {
    const x = load<i64>(input + (<usize>i << 3));
    state.minInteger = min(state.minInteger, x);
    state.maxInteger = max(state.maxInteger, x);
    store<f64>(output + (<usize>i << 3), <f64>x);
  }
}

/** Extremes are kept in the signed fields, as bits. */
export function decodeUint64(state: State, input: usize, count: i32, output: usize): void {
  for (let i = 0; i < count; i++) {
    const x = load<u64>(input + (<usize>i << 3));
    // Flipping the top bit orders unsigned numbers as signed ones.
    const ordered = <i64>(x ^ 0x8000000000000000);
    state.minInteger = min(state.minInteger, ordered);
    state.maxInteger = max(state.maxInteger, ordered);
    store<f64>(output + (<usize>i << 3), <f64>x);
  }
}
