/**
 * How the kernels read elements. Positions in this list are the numbers that the WASM module takes (assembly/reduce.ts).
 * `bytes` covers every type of one byte through a table of 256 values.
 */
export const ELEMENT_KINDS = [
  'float32',
  'float64',
  'float16',
  'bfloat16',
  'bytes',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
] as const;
export type ElementKind = (typeof ELEMENT_KINDS)[number];

/** What a kernel must know about a dtype. */
export interface ElementFormat {
  readonly kind: ElementKind;
  /** Bytes an element. */
  readonly width: 1 | 2 | 4 | 8;
  /** The value of each byte, for kind `bytes`. */
  readonly values?: Float32Array;
  /** Which histogram the values go into. */
  readonly scheme: 'float32' | 'float64';
  /** Whether every value is an integer. */
  readonly integer: boolean;
}

interface Float8 {
  readonly exponentBits: number;
  readonly bias: number;
  readonly specials: 'ieee' | 'nan-all-ones' | 'nan-negative-zero';
}

const FLOAT8: { readonly [dtype: string]: Float8 } = {
  // S.1111.111 is NaN, there are no infinities (OCP 8-bit floating point specification, 2023, table 1).
  float8_e4m3fn: { exponentBits: 4, bias: 7, specials: 'nan-all-ones' },
  float8_e5m2: { exponentBits: 5, bias: 15, specials: 'ieee' },
  // Negative zero is the only NaN; the bias is one more (Noune et al. 2022).
  float8_e4m3fnuz: { exponentBits: 4, bias: 8, specials: 'nan-negative-zero' },
  float8_e5m2fnuz: { exponentBits: 5, bias: 16, specials: 'nan-negative-zero' },
};

const FIXED: { readonly [dtype: string]: Omit<ElementFormat, 'values'> } = {
  float32: { kind: 'float32', width: 4, scheme: 'float32', integer: false },
  float64: { kind: 'float64', width: 8, scheme: 'float64', integer: false },
  float16: { kind: 'float16', width: 2, scheme: 'float32', integer: false },
  bfloat16: { kind: 'bfloat16', width: 2, scheme: 'float32', integer: false },
  int16: { kind: 'int16', width: 2, scheme: 'float32', integer: true },
  uint16: { kind: 'uint16', width: 2, scheme: 'float32', integer: true },
  int32: { kind: 'int32', width: 4, scheme: 'float64', integer: true },
  uint32: { kind: 'uint32', width: 4, scheme: 'float64', integer: true },
  int64: { kind: 'int64', width: 8, scheme: 'float64', integer: true },
  uint64: { kind: 'uint64', width: 8, scheme: 'float64', integer: true },
};

/** The format of a real dtype, or undefined for one that has no order (complex, bits) or no name here. */
export function findElementFormat(dtype: string): ElementFormat | undefined {
  const fixed = FIXED[dtype];
  if (fixed !== undefined) return fixed;
  const values = tabulateBytes(dtype);
  if (values === undefined) return undefined;
  return { kind: 'bytes', width: 1, values, scheme: 'float32', integer: !dtype.startsWith('float8') };
}

function tabulateBytes(dtype: string): Float32Array | undefined {
  if (dtype === 'uint8') return tabulate((byte) => byte);
  if (dtype === 'int8') return tabulate((byte) => (byte << 24) >> 24);
  if (dtype === 'bool') return tabulate((byte) => (byte === 0 ? 0 : 1));
  // An exponent alone: 2^(byte − 127), 255 is NaN.
  if (dtype === 'float8_e8m0fnu') return tabulate((byte) => (byte === 255 ? Number.NaN : 2 ** (byte - 127)));
  const float8 = FLOAT8[dtype];
  return float8 && tabulate((byte) => decodeFloat8(byte, float8));
}

/** A table of 256 values for a one-byte type. */
export function tabulate(valueOf: (byte: number) => number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, byte) => valueOf(byte));
}

function decodeFloat8(byte: number, { exponentBits, bias, specials }: Float8): number {
  const mantissaBits = 7 - exponentBits;
  const exponent = (byte & 0x7f) >> mantissaBits;
  const mantissa = byte & ((1 << mantissaBits) - 1);
  if (specials === 'nan-negative-zero' && byte === 0x80) return Number.NaN;
  if (specials === 'nan-all-ones' && (byte & 0x7f) === 0x7f) return Number.NaN;
  const sign = byte >= 0x80 ? -1 : 1;
  if (specials === 'ieee' && exponent === (1 << exponentBits) - 1) return mantissa === 0 ? sign * Infinity : Number.NaN;
  const fraction = mantissa / (1 << mantissaBits);
  return sign * (exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias));
}
