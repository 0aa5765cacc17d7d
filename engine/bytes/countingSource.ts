import type { ByteRange } from './byteRange.ts';
import type { ByteSource } from './byteSource.ts';

/** Passes reads on and keeps a record of them: what a question cost, and what tests compare with the bounds. */
export class CountingSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly modified?: string;
  readonly #inner: ByteSource;
  readonly #ranges: ByteRange[] = [];
  #bytesRead = 0;

  constructor(inner: ByteSource) {
    this.#inner = inner;
    this.name = inner.name;
    this.size = inner.size;
    if (inner.modified !== undefined) this.modified = inner.modified;
  }

  /** Every read so far, in order. */
  get ranges(): readonly ByteRange[] {
    return this.#ranges;
  }

  get reads(): number {
    return this.#ranges.length;
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  async read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
    this.#ranges.push({ offset, length });
    this.#bytesRead += length;
    return this.#inner.read(offset, length, signal);
  }
}
