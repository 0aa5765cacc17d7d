import { covers, type ByteRange } from './byteRange.ts';
import type { ByteSource } from './byteSource.ts';

interface HeldRange extends ByteRange {
  readonly bytes: Uint8Array;
}

/**
 * A source that answers from ranges which the caller asked it to hold, and reads only what is missing: the head that told the
 * format, the tail of a zip. Nothing is held on its own account, so memory is what the caller decides; `release` ends it.
 */
export class HeldSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly modified?: string;
  readonly #inner: ByteSource;
  #held: HeldRange[] = [];

  constructor(inner: ByteSource) {
    this.#inner = inner;
    this.name = inner.name;
    this.size = inner.size;
    if (inner.modified !== undefined) this.modified = inner.modified;
  }

  /** Reads a range and keeps it. The result is shared with the source: it must not be changed. */
  async hold(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
    const bytes = await this.read(offset, length, signal);
    this.#held = this.#held.filter((range) => !covers({ offset, length }, range));
    this.#held.push({ offset, length, bytes });
    return bytes;
  }

  /** Bytes that are held already, without a copy: they must not be changed. Undefined if any of them is not. */
  peek(offset: number, length: number): Uint8Array | undefined {
    const found = this.#held.find((range) => covers(range, { offset, length }));
    return found?.bytes.subarray(offset - found.offset, offset - found.offset + length);
  }

  async read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
    const whole = this.peek(offset, length);
    if (whole !== undefined) return whole.slice();
    const end = offset + length;
    const head = this.#held.find((range) => range.offset <= offset && offset < range.offset + range.length);
    const tail = this.#held.find((range) => range.offset < end && end <= range.offset + range.length);
    const from = head === undefined ? offset : head.offset + head.length;
    const to = tail === undefined ? end : tail.offset;
    if (from === offset && to === end) return this.#inner.read(offset, length, signal);

    const result = new Uint8Array(length);
    if (head !== undefined) result.set(head.bytes.subarray(offset - head.offset));
    if (tail !== undefined) result.set(tail.bytes.subarray(0, end - tail.offset), to - offset);
    if (from < to) result.set(await this.#inner.read(from, to - from, signal), from - offset);
    return result;
  }

  /** Forgets everything that is held; reads go to the inner source again. */
  release(): void {
    this.#held = [];
  }
}
