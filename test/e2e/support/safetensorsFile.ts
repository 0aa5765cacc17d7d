import { writeFileSync } from 'node:fs';

/** A float32 tensor to write. */
export interface FloatTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Writes float32 tensors as a safetensors file: header length, header, values. */
export function writeSafetensors(path: string, tensors: Readonly<Record<string, FloatTensor>>): void {
  let end = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values }]) => {
      const start = end;
      end += values.length * 4;
      return [name, { dtype: 'F32', shape, data_offsets: [start, end] }];
    }),
  );
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const values = Float32Array.from(Object.values(tensors).flatMap((tensor) => tensor.values));
  writeFileSync(path, Buffer.concat([length, text, Buffer.from(values.buffer)]));
}
