import { writeFileSync } from 'node:fs';

/** A tensor to write: float32 unless something else is said. */
export interface FloatTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
  readonly dtype?: 'F32' | 'F64';
}

/** Writes tensors as a safetensors file: header length, header, values. */
export function writeSafetensors(path: string, tensors: Readonly<Record<string, FloatTensor>>): void {
  let end = 0;
  const parts: Buffer[] = [];
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values, dtype = 'F32' }]) => {
      const start = end;
      const bytes = dtype === 'F32' ? Float32Array.from(values) : Float64Array.from(values);
      parts.push(Buffer.from(bytes.buffer));
      end += bytes.byteLength;
      return [name, { dtype, shape, data_offsets: [start, end] }];
    }),
  );
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  writeFileSync(path, Buffer.concat([length, text, ...parts]));
}
