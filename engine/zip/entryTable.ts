import { InspectError } from '../../shared/inspectError.ts';
import { LIMITS } from '../limits.ts';
import { decodeRecord, RECORD_BYTES, type DirectoryRecord } from './directoryRecord.ts';
import { describeProblem, type EntryProblem, PROBLEMS } from './entryProblem.ts';
import type { ZipEntry } from './zipEntry.ts';

/**
 * The entries of a zip, in the order of its central directory. The directory's bytes are the table: an entry becomes an
 * object when it is asked for, so a million entries cost their records and 14 bytes each.
 */
export class EntryTable implements Iterable<ZipEntry> {
  readonly length: number;
  /** Added to every header offset: bytes before the archive. */
  readonly #base: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #recordAt: Uint32Array;
  readonly #problems: Uint8Array;
  /** Open addressing by the name's hash: entry index + 1, or 0. Of entries with one name (but for case) only the first. */
  readonly #slots: Uint32Array;
  readonly #twins = new Map<number, number[]>();

  constructor(bytes: Uint8Array, recordAt: Uint32Array, base: number) {
    this.length = recordAt.length;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#recordAt = recordAt;
    this.#base = base;
    this.#problems = new Uint8Array(recordAt.length);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(4, recordAt.length * 2))));
    for (let index = 0; index < this.length; index++) this.#enter(index);
  }

  /** Entries with a name that another one has too (ASCII case aside), by the first of them. */
  get twins(): ReadonlyMap<number, readonly number[]> {
    return this.#twins;
  }

  at(index: number): ZipEntry {
    return this.#describe(index, this.#decodeName(index));
  }

  /**
   * The entry that torch would find: the same name, else the same but for ASCII case. Of several with one name the first;
   * readers differ, and a finding says so.
   */
  find(name: string): ZipEntry | undefined {
    const wanted = encodeName(name);
    const first = this.#firstOf(wanted);
    if (first === undefined) return undefined;
    for (const index of [first, ...(this.#twins.get(first) ?? [])]) {
      const isExact = this.nameLength(index) === wanted.length && hasBytes(this.#bytes, this.#nameStart(index), wanted);
      if (isExact) return this.#describe(index, name);
    }
    return this.at(first);
  }

  /** All entries with this name, exact ones first; then those that differ in ASCII case only. */
  findAll(name: string): ZipEntry[] {
    const first = this.#firstOf(encodeName(name));
    if (first === undefined) return [];
    const entries = [first, ...(this.#twins.get(first) ?? [])].map((index) => this.at(index));
    return [...entries.filter((entry) => entry.name === name), ...entries.filter((entry) => entry.name !== name)];
  }

  *[Symbol.iterator](): Iterator<ZipEntry> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  /** The record behind an entry, its header offset counted from the start of the file. */
  record(index: number): DirectoryRecord {
    const at = this.#recordAt[index];
    const record = at === undefined ? undefined : decodeRecord(this.#view, at);
    if (record === undefined) throw new RangeError(`no zip entry ${index}`);
    return this.#base === 0 ? record : { ...record, headerOffset: record.headerOffset + this.#base };
  }

  /** Bytes of an entry's name. */
  nameLength(index: number): number {
    return this.#view.getUint16((this.#recordAt[index] ?? 0) + 28, true);
  }

  /** The name as it stands in the directory. Not a copy. */
  nameBytes(index: number): Uint8Array {
    const from = this.#nameStart(index);
    return this.#bytes.subarray(from, from + this.nameLength(index));
  }

  /** Whether an entry lies below a folder, given with its slash. Compares bytes: a million entries make no objects. */
  isBelow(index: number, folder: Uint8Array): boolean {
    return this.nameLength(index) > folder.length && hasBytes(this.#bytes, this.#nameStart(index), folder);
  }

  /** Notes why an entry cannot be read; the first reason stays. */
  markProblem(index: number, problem: EntryProblem): void {
    if (this.#problems[index] === 0) this.#problems[index] = PROBLEMS.indexOf(problem);
  }

  problem(index: number): EntryProblem | undefined {
    return PROBLEMS[this.#problems[index] ?? 0];
  }

  #describe(index: number, name: string): ZipEntry {
    const { method, flags, crc32, compressedSize, size, headerOffset } = this.record(index);
    const entry = { index, name, method, flags, crc32, compressedSize, size, headerOffset };
    const problem = this.problem(index);
    return problem === undefined ? entry : { ...entry, problem: describeProblem(problem, entry) };
  }

  #enter(index: number): void {
    const from = this.#nameStart(index);
    const slot = this.#probe({ bytes: this.#bytes, from, to: from + this.nameLength(index) });
    const first = (this.#slots[slot] ?? 0) - 1;
    if (first < 0) {
      this.#slots[slot] = index + 1;
      return;
    }
    const twins = this.#twins.get(first) ?? [];
    if (twins.length === LIMITS.zipTwins) throw tooManyTwins(this.at(first).name);
    this.#twins.set(first, [...twins, index]);
  }

  /** The first entry with this name, ASCII case aside. */
  #firstOf(name: Uint8Array): number | undefined {
    const slot = this.#slots[this.#probe({ bytes: name, from: 0, to: name.length })] ?? 0;
    return slot === 0 ? undefined : slot - 1;
  }

  /** The slot of a name, or the empty one where it would stand. */
  #probe(name: NameSpan): number {
    const mask = this.#slots.length - 1;
    let slot = hashFolded(name) & mask;
    for (let steps = 0; steps < LIMITS.zipProbes; steps++) {
      const occupant = this.#slots[slot];
      if (occupant === undefined || occupant === 0 || this.#isNamed(occupant - 1, name)) return slot;
      slot = (slot + 1) & mask;
    }
    throw new InspectError({
      code: 'zip/limit',
      message: 'The archive holds thousands of entry names that were chosen to slow a reader down.',
      expected: 'names that spread',
      found: `${LIMITS.zipProbes} names in one place`,
      advice: 'torch.save writes no such names: do not trust this file.',
    });
  }

  /** Whether an entry has this name, ASCII case aside. */
  #isNamed(index: number, { bytes, from, to }: NameSpan): boolean {
    if (this.nameLength(index) !== to - from) return false;
    const shift = this.#nameStart(index) - from;
    for (let at = from; at < to; at++) {
      if (foldCase(this.#bytes[at + shift] ?? 0) !== foldCase(bytes[at] ?? 0)) return false;
    }
    return true;
  }

  #nameStart(index: number): number {
    return (this.#recordAt[index] ?? 0) + RECORD_BYTES;
  }

  #decodeName(index: number): string {
    const bytes = this.nameBytes(index);
    return decodeName(bytes.length > LIMITS.zipNameBytes ? bytes.subarray(0, LIMITS.zipNameBytes) : bytes);
  }
}

const utf8 = new TextEncoder();
/** Names up to this long are encoded without the encoder's cost per call. */
const shortName = new Uint8Array(256);
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The bytes of a name, until the next call. */
function encodeName(name: string): Uint8Array {
  if (name.length > shortName.length) return utf8.encode(name);
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code >= 0x80) return utf8.encode(name);
    shortName[at] = code;
  }
  return shortName.subarray(0, name.length);
}

/** Names of torch.save are ASCII and short: those are decoded without the decoder's cost per call. */
function decodeName(bytes: Uint8Array): string {
  if (bytes.length > 256) return lenientUtf8.decode(bytes);
  for (const byte of bytes) {
    if (byte >= 0x80) return lenientUtf8.decode(bytes);
  }
  // Spreading would iterate; this hands the bytes over at once.
  return Reflect.apply(String.fromCharCode, undefined, bytes);
}

function tooManyTwins(name: string): InspectError {
  return new InspectError({
    code: 'zip/limit',
    message: `More than ${LIMITS.zipTwins} entries are named ${name}: no program writes such an archive.`,
    at: { entry: name },
    expected: 'one entry of each name',
    found: `more than ${LIMITS.zipTwins}`,
    advice: 'The file is damaged, or made to slow a reader down: do not trust it.',
  });
}

function foldCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

/** A name where it stands. */
interface NameSpan {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** FNV-1a over the lower-cased bytes, with a final mix because the low bits choose the slot. */
function hashFolded({ bytes, from, to }: NameSpan): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ foldCase(bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function hasBytes(bytes: Uint8Array, from: number, wanted: Uint8Array): boolean {
  for (let at = 0; at < wanted.length; at++) {
    if (bytes[from + at] !== wanted[at]) return false;
  }
  return true;
}
