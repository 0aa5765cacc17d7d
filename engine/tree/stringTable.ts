import type { StringTable } from '../../shared/treeIndex.ts';
import { Column } from './column.ts';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Collects strings for a {@link StringTable}; equal strings get one number. String 0 is empty. */
export class StringTableBuilder {
  readonly #numbers = new Map<string, number>([['', 0]]);
  readonly #offsets = new Column((length) => new Uint32Array(length));
  #bytes: Uint8Array = new Uint8Array(1024);
  #used = 0;

  constructor() {
    this.#offsets.push(0);
    this.#offsets.push(0);
  }

  /** The string's number. Lone surrogates become U+FFFD in the table. */
  add(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(text, number);
    if (!this.#writeAscii(text)) this.#writeEncoded(encoder.encode(text));
    this.#offsets.push(this.#used);
    return number;
  }

  finish(): StringTable {
    return { offsets: this.#offsets.toArray(), bytes: this.#bytes.slice(0, this.#used) };
  }

  /** Most labels are a few ASCII characters, for which an encoder's call costs more than its work. */
  #writeAscii(text: string): boolean {
    this.#reserve(text.length);
    for (let place = 0; place < text.length; place++) {
      const code = text.charCodeAt(place);
      if (code >= 0x80) return false;
      this.#bytes[this.#used + place] = code;
    }
    this.#used += text.length;
    return true;
  }

  #writeEncoded(encoded: Uint8Array): void {
    this.#reserve(encoded.length);
    this.#bytes.set(encoded, this.#used);
    this.#used += encoded.length;
  }

  #reserve(length: number): void {
    if (this.#used + length <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#used + length));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** How many strings a table holds. */
export function countStrings(table: StringTable): number {
  return table.offsets.length - 1;
}

/** String `number` of a table. */
export function readString(table: StringTable, number: number): string {
  return decoder.decode(table.bytes.subarray(table.offsets[number], table.offsets[number + 1]));
}

/** The same strings, each put through `change`; numbers stay as they are. */
export function mapStrings(table: StringTable, change: (text: string) => string): StringTable {
  const offsets = new Uint32Array(table.offsets.length);
  const pieces: Uint8Array[] = [];
  for (let number = 0; number < countStrings(table); number++) {
    const piece = encoder.encode(change(readString(table, number)));
    pieces.push(piece);
    offsets[number + 1] = (offsets[number] ?? 0) + piece.length;
  }
  const bytes = new Uint8Array(offsets.at(-1) ?? 0);
  pieces.forEach((piece, number) => bytes.set(piece, offsets[number]));
  return { offsets, bytes };
}
