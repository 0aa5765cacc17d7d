const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['float64', 'f64'],
  ['float32', 'f32'],
  ['float16', 'f16'],
  ['bfloat16', 'bf16'],
  ['int64', 'i64'],
  ['int32', 'i32'],
  ['int16', 'i16'],
  ['int8', 'i8'],
  ['uint64', 'u64'],
  ['uint32', 'u32'],
  ['uint16', 'u16'],
  ['uint8', 'u8'],
  ['complex128', 'c128'],
  ['complex64', 'c64'],
  ['complex32', 'c32'],
  ['mixed', 'mix'],
]);

/** An element type as the table writes it: `f32` for float32. Rare types keep their name, without `float` spelled out. */
export function shortDtype(dtype: string): string {
  return SHORT_NAMES.get(dtype) ?? dtype.replace(/^float(\d+_)/u, 'f$1');
}
