const SHORT: Readonly<Record<string, string>> = {
  float64: 'f64',
  float32: 'f32',
  float16: 'f16',
  bfloat16: 'bf16',
  int64: 'i64',
  int32: 'i32',
  int16: 'i16',
  int8: 'i8',
  uint64: 'u64',
  uint32: 'u32',
  uint16: 'u16',
  uint8: 'u8',
  complex128: 'c128',
  complex64: 'c64',
  complex32: 'c32',
  float8_e4m3fn: 'f8 e4m3fn',
  float8_e5m2: 'f8 e5m2',
};

/** An element type in the space of a table cell: `f32`, `bf16`, `i64`. Types without a common short form keep their name. */
export function shortenDtype(dtype: string): string {
  return SHORT[dtype] ?? dtype;
}
