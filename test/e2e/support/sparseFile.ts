import { truncateSync, writeFileSync } from 'node:fs';

/** Writes a safetensors file of 1, 2, 3, 4 as `small`, and of so many bytes of zeros as `large`, which take no room on the disk. */
export function writeSparse(path: string, bytes: number): void {
  const header = JSON.stringify({
    small: { dtype: 'F32', shape: [4], data_offsets: [0, 16] },
    large: { dtype: 'F32', shape: [bytes / 4], data_offsets: [16, 16 + bytes] },
  });
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(header.length));
  writeFileSync(path, Buffer.concat([start, Buffer.from(header), Buffer.from(Float32Array.of(1, 2, 3, 4).buffer)]));
  truncateSync(path, 8 + header.length + 16 + bytes);
}
