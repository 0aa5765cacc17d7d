import type { Code } from '../../shared/codes.ts';
import { InspectError } from '../../shared/inspectError.ts';

/** What a {@link ByteView} says about itself when a read does not fit. */
export interface ByteViewContext {
  /** Code of the error for a structure that ends early or claims too much. */
  readonly code: Code;
  /** What is being read, as a noun: `the zip64 end record`. */
  readonly what: string;
  /** Offset in the file (or in `entry`) of the first byte. */
  readonly offset: number;
  readonly entry?: string;
}

/** Little-endian integers of a structure, range-checked: too few bytes or an integer beyond 2^53 is an `InspectError`. */
export class ByteView {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #context: ByteViewContext;

  constructor(bytes: Uint8Array, context: ByteViewContext) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#context = context;
  }

  u16(at: number): number {
    this.#need(at, 2);
    return this.#view.getUint16(at, true);
  }

  u32(at: number): number {
    this.#need(at, 4);
    return this.#view.getUint32(at, true);
  }

  u64(at: number): number {
    this.#need(at, 8);
    const value = readU64(this.#view, at);
    if (value === undefined) throw this.#error(at, 'a number below 2^53', this.u64Text(at));
    return value;
  }

  /** As `u64`, but a number beyond 2^53 is `Infinity`: it then fails every comparison with the file's size. */
  u64OrHuge(at: number): number {
    this.#need(at, 8);
    return readU64(this.#view, at) ?? Infinity;
  }

  /** The exact digits of a u64, for messages. */
  u64Text(at: number): string {
    this.#need(at, 8);
    return `${this.#view.getBigUint64(at, true)}`;
  }

  #need(at: number, length: number): void {
    if (at < 0 || at + length > this.bytes.length) {
      throw this.#error(at, `${length} bytes`, `${Math.max(0, this.bytes.length - at)} bytes`);
    }
  }

  #error(at: number, expected: string, found: string): InspectError {
    const { code, what, offset, entry } = this.#context;
    return new InspectError({
      code,
      message: `${what} cannot be read at byte ${offset + at}: expected ${expected}, found ${found}.`,
      at: { offset: offset + at, ...(entry !== undefined && { entry }) },
      expected,
      found,
    });
  }
}

/** A little-endian u64 as a number; undefined beyond 2^53 - 1, which no size or offset in a real file reaches. */
export function readU64(view: DataView, at: number): number | undefined {
  const value = view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
  return Number.isSafeInteger(value) ? value : undefined;
}
