import type { ByteSource } from './byteSource.ts';

/** Bytes in memory as a source. Reads are copies: the caller owns what it gets. */
export class MemorySource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, name: string = 'memory') {
    this.name = name;
    this.size = bytes.length;
    this.#bytes = bytes;
  }

  async read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted();
    checkRange(this, offset, length);
    return this.#bytes.slice(offset, offset + length);
  }
}

/** Guards a source against a defect of the caller: a range outside the file is a plain error, not bad input. */
export function checkRange(source: ByteSource, offset: number, length: number): void {
  const end = offset + length;
  if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(end) || offset < 0 || length < 0 || end > source.size) {
    throw new RangeError(`read of ${length} bytes at ${offset} is outside ${source.name} (${source.size} bytes)`);
  }
}
