/** A tensor of a file that a test makes: float32, unless its values are integers by type. */
export interface MadeTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

/** A safetensors file; `gap` bytes that belong to no tensor lie before each one. */
export function writeSafetensors(tensors: Readonly<Record<string, MadeTensor>>, gap = 0): Uint8Array {
  const header: Record<string, object> = {};
  let end = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    const start = end + gap;
    end = start + values.byteLength;
    const dtype = values instanceof Float32Array ? 'F32' : 'I64';
    header[name] = { dtype, shape, data_offsets: [start, end] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + end).fill(0x20, 8, 8 + padded);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, 8);
  end = 8 + padded;
  for (const { values } of Object.values(tensors)) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), end + gap);
    end += gap + values.byteLength;
  }
  return bytes;
}
