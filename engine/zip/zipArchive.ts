import type { Finding } from '../../shared/finding.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { coalesceRanges, covers, type ByteRange } from '../bytes/byteRange.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { HeldSource } from '../bytes/heldSource.ts';
import { FindingList } from '../findingList.ts';
import { LIMITS } from '../limits.ts';
import { checkEntries, nextStart, type EntryFacts } from './checkEntries.ts';
import { crc32 } from './crc32.ts';
import { readEndRecord, type EndRecord } from './endRecord.ts';
import { EntryTable } from './entryTable.ts';
import { inflateBounded } from './inflateBounded.ts';
import { compareLocalHeader, LOCAL_BYTES, payloadStart } from './localHeader.ts';
import { readDirectory, type Directory } from './readDirectory.ts';
import { METHOD_DEFLATED, type ZipEntry } from './zipEntry.ts';

/** Local extra fields are padding for torch's alignment, at most a page; a longer one costs a second read. */
const EXTRA_BYTES = 4096 + 64;
/** Entries closer than this are fetched by one read. */
const GAP_BYTES = 4096;

/** Limits of one question to an archive. */
export interface EntryLimits {
  /** Bytes of one entry after decompression; more is `zip/limit`. */
  readonly maxBytes: number;
}

/**
 * Opens a zip: reads its tail and its central directory (two reads; one if the tail holds both), and checks what the directory
 * says without reading entries. Throws `zip/truncated`, `zip/zero-tail`, `zip/no-directory`, `zip/directory`, `zip/limit`;
 * everything else is in `findings`.
 */
export async function readZip(source: ByteSource, signal?: AbortSignal): Promise<ZipArchive> {
  const findings = new FindingList();
  const held = new HeldSource(source);
  const end = await readEndRecord(held, findings, signal);
  const directory = await readDirectory(held, end, findings, signal);
  const entries = new EntryTable(directory.bytes, directory.recordAt, directory.base);
  const facts = checkEntries(entries, directory, findings);
  const archive = new ZipArchive({ held, end, directory, entries, facts, findings });
  archive.compareHeldHeaders();
  return archive;
}

interface ArchiveParts {
  readonly held: HeldSource;
  readonly end: EndRecord;
  readonly directory: Directory;
  readonly entries: EntryTable;
  readonly facts: EntryFacts;
  readonly findings: FindingList;
}

/** An open zip. It keeps the central directory and the file's tail, and reads entries on request. */
export class ZipArchive {
  /** In the order of the central directory, which is the order of the file as torch.save writes it. */
  readonly entries: EntryTable;
  readonly comment: Uint8Array;
  /** Bytes of the central directory and of all that follows it, for the account of where the file's bytes are. */
  readonly directoryBytes: number;
  /** Of the central directory, from the start of the file. */
  readonly directoryOffset: number;
  readonly #held: HeldSource;
  readonly #facts: EntryFacts;
  readonly #findings: FindingList;
  readonly #compared = new Set<number>();

  constructor(parts: ArchiveParts) {
    this.entries = parts.entries;
    this.comment = parts.end.comment;
    this.directoryOffset = parts.directory.offset;
    this.directoryBytes = parts.held.size - parts.directory.offset;
    this.#held = parts.held;
    this.#facts = parts.facts;
    this.#findings = parts.findings;
  }

  /** What is odd about the archive. Reading entries adds to it: a wrong CRC, a local header that disagrees. */
  get findings(): readonly Finding[] {
    return this.#findings.toArray();
  }

  /** Whether the archive records checksums at all: torch can leave them out. */
  get recordsCrc(): boolean {
    return this.#facts.recordsCrc;
  }

  /** One entry, decompressed. Throws the entry's `problem`, `zip/entry` for damage, `zip/limit`. */
  async read(entry: ZipEntry, limits: EntryLimits, signal?: AbortSignal): Promise<Uint8Array> {
    const [span] = await this.#fetch([entry], limits, signal);
    if (span === undefined) throw new RangeError('one span for each entry');
    return this.#extract(entry, span, signal);
  }

  /**
   * Several entries, in the order asked for; neighbours in the file cost one read. For records that are wanted together
   * (`data.pkl`, `byteorder`, …): all of them are in memory at once.
   */
  async readMany(
    entries: readonly ZipEntry[],
    limits: EntryLimits,
    signal?: AbortSignal,
  ): Promise<readonly Uint8Array[]> {
    const spans = await this.#fetch(entries, limits, signal);
    return Promise.all(spans.map((span) => this.#extract(span.entry, span, signal)));
  }

  /** Where an entry's bytes start in the file. Costs a read of the local header, unless that is held. */
  async payloadOffset(entry: ZipEntry, signal?: AbortSignal): Promise<number> {
    if (entry.problem !== undefined) throw new InspectError(entry.problem);
    const header = await this.#held.read(entry.headerOffset, LOCAL_BYTES, signal);
    const offset = entry.headerOffset + payloadStart(header, entry);
    this.#checkPayloadEnd(entry, offset);
    return offset;
  }

  /** Compares the local headers that are in memory already: in a small file all of them. Costs no read. */
  compareHeldHeaders(): void {
    for (let index = 0; index < this.entries.length; index++) {
      const { headerOffset, nameLength } = this.entries.record(index);
      const header = this.#held.peek(headerOffset, LOCAL_BYTES + nameLength);
      if (header !== undefined) this.#compareHeader(this.entries.at(index), header);
    }
  }

  async #fetch(
    entries: readonly ZipEntry[],
    limits: EntryLimits,
    signal?: AbortSignal,
  ): Promise<readonly FetchedSpan[]> {
    for (const entry of entries) checkLimits(entry, limits);
    const spans = entries.map((entry) => this.#spanOf(entry));
    const missing = spans.filter((span) => this.#held.peek(span.offset, span.length) === undefined);
    const fetched: { readonly range: ByteRange; readonly bytes: Uint8Array }[] = [];
    for (const range of coalesceRanges(missing, GAP_BYTES)) {
      fetched.push({ range, bytes: await this.#held.read(range.offset, range.length, signal) });
    }
    return spans.map((span, at) => {
      const entry = entries[at];
      const found = fetched.find(({ range }) => covers(range, span));
      const bytes =
        found?.bytes.subarray(span.offset - found.range.offset, span.offset - found.range.offset + span.length) ??
        this.#held.peek(span.offset, span.length)?.slice();
      if (entry === undefined || bytes === undefined) throw new RangeError('one span for each entry');
      return { entry, bytes };
    });
  }

  /** Local header and payload, with room for the extra field whose length only the header knows; never into the next entry. */
  #spanOf(entry: ZipEntry): ByteRange {
    const nameLength = this.entries.nameLength(entry.index);
    const most = entry.headerOffset + LOCAL_BYTES + nameLength + entry.compressedSize + EXTRA_BYTES;
    const next = nextStart(this.#facts.starts, entry.headerOffset) ?? this.directoryOffset;
    return { offset: entry.headerOffset, length: Math.min(most, next, this.directoryOffset) - entry.headerOffset };
  }

  async #extract(entry: ZipEntry, span: FetchedSpan, signal?: AbortSignal): Promise<Uint8Array> {
    const start = payloadStart(span.bytes, entry);
    this.#checkPayloadEnd(entry, entry.headerOffset + start);
    this.#compareHeader(entry, span.bytes);
    const stored =
      start + entry.compressedSize <= span.bytes.length
        ? span.bytes.subarray(start, start + entry.compressedSize)
        : await this.#held.read(entry.headerOffset + start, entry.compressedSize, signal);
    const bytes = entry.method === METHOD_DEFLATED ? inflateBounded(stored, entry.size, entry.name) : stored;
    this.#compareCrc(entry, bytes);
    return bytes;
  }

  #checkPayloadEnd(entry: ZipEntry, offset: number): void {
    const end = offset + entry.compressedSize;
    const next = nextStart(this.#facts.starts, entry.headerOffset) ?? this.directoryOffset;
    if (end <= Math.min(next, this.directoryOffset)) return;
    throw new InspectError({
      code: 'zip/entry',
      message: `${entry.name} runs into what follows it: by its local header it ends at byte ${end}, the next part of the archive begins at ${next}.`,
      at: { entry: entry.name, offset },
      expected: `an end at or before ${next}`,
      found: `${end}`,
      advice: 'The entry or the directory is damaged: copy the file again.',
    });
  }

  #compareHeader(entry: ZipEntry, bytes: Uint8Array): void {
    if (this.#compared.has(entry.index)) return;
    this.#compared.add(entry.index);
    compareLocalHeader(bytes, entry, this.entries, this.#findings);
  }

  #compareCrc(entry: ZipEntry, bytes: Uint8Array): void {
    if (!this.#facts.recordsCrc) return;
    const actual = crc32(bytes);
    if (actual === entry.crc32) return;
    this.#findings.add({
      code: 'zip/crc',
      severity: 'error',
      message: `${entry.name} does not match its checksum: it was damaged after it was written. What it shows may be wrong.`,
      at: { entry: entry.name },
      expected: hex32(entry.crc32),
      found: hex32(actual),
    });
  }
}

interface FetchedSpan {
  readonly entry: ZipEntry;
  readonly bytes: Uint8Array;
}

function checkLimits(entry: ZipEntry, limits: EntryLimits): void {
  if (entry.problem !== undefined) throw new InspectError(entry.problem);
  if (entry.size > limits.maxBytes || entry.compressedSize > limits.maxBytes + EXTRA_BYTES) {
    throw new InspectError({
      code: 'zip/limit',
      message: `${entry.name} has ${entry.size} bytes, more than the ${limits.maxBytes} that this reader accepts for it.`,
      at: { entry: entry.name },
      expected: `at most ${limits.maxBytes} bytes`,
      found: `${entry.size} bytes`,
    });
  }
  if (entry.size > LIMITS.zipRatioFreeBytes && entry.size > entry.compressedSize * LIMITS.zipRatio) {
    throw new InspectError({
      code: 'zip/limit',
      message: `${entry.name} would grow from ${entry.compressedSize} to ${entry.size} bytes, which no checkpoint needs. It is not expanded.`,
      at: { entry: entry.name },
      expected: `at most ${LIMITS.zipRatio} times its size`,
      found: `${Math.round(entry.size / Math.max(1, entry.compressedSize))} times`,
      advice: 'This looks like a decompression bomb: do not trust the file.',
    });
  }
}

function hex32(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
