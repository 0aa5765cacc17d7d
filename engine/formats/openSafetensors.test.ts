import { describe, expect, it } from 'vitest';
import { MemorySource } from '../bytes/memorySource.ts';
import { openFile } from './openFile.ts';

/** A safetensors file of one tensor whose header is padded to a length, as the official library pads it. */
function writeHeader(length: number): Uint8Array {
  const header = JSON.stringify({ w: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }).padEnd(length);
  const bytes = new Uint8Array(8 + length + 4);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(new TextEncoder().encode(header), 8);
  return bytes;
}

describe('openSafetensors', () => {
  it.each([640, 896, 0x480, 0x580, 0x10280])(
    'opens a header of %i bytes, whose length begins like a pickle',
    async (length) => {
      const { format } = await openFile(new MemorySource(writeHeader(length)));
      expect(format).toBe('safetensors');
    },
  );
});
