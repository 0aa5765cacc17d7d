import type { FindingList } from '../findingList.ts';
import { LIMITS } from '../limits.ts';
import type { Directory } from './readDirectory.ts';
import type { EntryTable } from './entryTable.ts';
import { LOCAL_BYTES } from './localHeader.ts';
import { METHOD_DEFLATED, METHOD_STORED, type ZipEntry } from './zipEntry.ts';

/** Encrypted, strong encryption, masked headers: torch refuses each. */
const ENCRYPTION_FLAGS = 0x0001 | 0x0040 | 0x2000;
const MADE_BY_UNIX = 3;
const UNIX_TYPE_MASK = 0o170000;
const UNIX_SYMLINK = 0o120000;

/** What the checks learn on their way over all entries. */
export interface EntryFacts {
  /** Local header offsets, ascending. */
  readonly starts: Float64Array;
  /** False if every CRC is 0: the writer left them out, so none can be compared. */
  readonly recordsCrc: boolean;
}

/** Looks over the directory: entries that cannot be read are marked in the table, everything odd becomes a finding. */
export function checkEntries(table: EntryTable, directory: Directory, findings: FindingList): EntryFacts {
  const starts = new Float64Array(table.length);
  const ends = new Float64Array(table.length);
  let recordsCrc = false;
  for (let index = 0; index < table.length; index++) {
    const record = table.record(index);
    if (record.crc32 !== 0) recordsCrc = true;
    starts[index] = record.headerOffset;
    ends[index] = record.headerOffset + LOCAL_BYTES + record.nameLength + record.compressedSize;

    const isOutside = (ends[index] ?? 0) > directory.offset;
    if (!record.extraIsWhole) table.markProblem(index, 'extra');
    else if (isOutside) table.markProblem(index, 'outside');
    else if ((record.flags & ENCRYPTION_FLAGS) !== 0) table.markProblem(index, 'encrypted');
    else if (record.method !== METHOD_STORED && record.method !== METHOD_DEFLATED) table.markProblem(index, 'method');
    else if (record.method === METHOD_STORED && record.size !== record.compressedSize) {
      table.markProblem(index, 'sizes');
    }
    const isSymlink =
      record.madeBy === MADE_BY_UNIX && ((record.externalAttributes >>> 16) & UNIX_TYPE_MASK) === UNIX_SYMLINK;
    if (isSymlink) reportSymlink(table.at(index), findings);
    const trouble = findNameTrouble(table.nameBytes(index));
    if (trouble !== undefined) reportName(table.at(index), trouble, findings);
  }
  const sorted = starts.toSorted();
  markOverlaps(table, { starts, ends, sorted });
  for (let index = 0; index < table.length; index++) reportProblem(table, index, findings);
  reportTwins(table, findings);
  return { starts: sorted, recordsCrc };
}

/** The first local header offset after `offset`, or undefined if that was the last one. */
export function nextStart(starts: Float64Array, offset: number): number | undefined {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return starts[low];
}

/** Marks each entry that shares its start with another or runs into the next one; the next one itself is not to blame. */
function markOverlaps(
  table: EntryTable,
  spans: { readonly starts: Float64Array; readonly ends: Float64Array; readonly sorted: Float64Array },
): void {
  const shared = new Set<number>();
  for (let at = 1; at < spans.sorted.length; at++) {
    const start = spans.sorted[at];
    if (start !== undefined && start === spans.sorted[at - 1]) shared.add(start);
  }
  for (let index = 0; index < table.length; index++) {
    const start = spans.starts[index] ?? 0;
    const next = nextStart(spans.sorted, start);
    if (shared.has(start) || (next !== undefined && (spans.ends[index] ?? 0) > next)) {
      table.markProblem(index, 'overlap');
    }
  }
}

function reportProblem(table: EntryTable, index: number, findings: FindingList): void {
  if (table.problem(index) === undefined) return;
  const { problem } = table.at(index);
  if (problem === undefined) return;
  const { advice: _advice, ...finding } = problem;
  findings.add({ severity: 'error', ...finding });
}

function reportSymlink(entry: ZipEntry, findings: FindingList): void {
  findings.add({
    code: 'zip/entry',
    severity: 'warning',
    message: `${entry.name} is marked as a symbolic link. It is never followed.`,
    at: { entry: entry.name },
    expected: 'a regular entry',
    found: 'a symbolic link',
  });
}

function reportName(entry: ZipEntry, trouble: string, findings: FindingList): void {
  const name = entry.name.length > 80 ? `${entry.name.slice(0, 80)}…` : entry.name;
  findings.add({
    code: 'zip/name',
    severity: 'warning',
    message: `Entry ${entry.index} has a suspicious name: ${trouble}. Names are shown, never used as paths.`,
    at: { entry: name },
    expected: 'a relative name in UTF-8 without control characters',
    found: trouble,
  });
}

function reportTwins(table: EntryTable, findings: FindingList): void {
  for (const [first, others] of table.twins) {
    const { name } = table.at(first);
    const other = table.at(others[0] ?? first);
    const isExact = others.some((index) => table.at(index).name === name);
    findings.add({
      code: 'zip/duplicate',
      severity: 'error',
      message: isExact
        ? `${others.length + 1} entries are named ${name}. Readers choose differently: what is shown may not be what another program loads.`
        : `${name} and ${other.name} differ in case only. torch looks names up without regard to case, other programs do not.`,
      at: { entry: name },
      expected: 'one entry of each name',
      found: `${others.length + 1} entries`,
    });
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** What is wrong with a name, in words; undefined for a good one. */
function findNameTrouble(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return 'it is empty';
  if (bytes.length > LIMITS.zipNameBytes) return `it has ${bytes.length} bytes`;
  let isAscii = true;
  for (const byte of bytes) {
    if (byte < 0x20 || byte === 0x7f) return 'it holds control characters';
    if (byte === 0x5c) return 'it holds a backslash';
    if (byte >= 0x80) isAscii = false;
  }
  if (bytes[0] === 0x2f) return 'it is an absolute path';
  if (bytes[1] === 0x3a && isLetter(bytes[0])) return 'it begins with a drive letter';
  if (hasParentStep(bytes)) return 'it leads to a parent folder (..)';
  return isAscii || isUtf8(bytes) ? undefined : 'it is not valid UTF-8';
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));
}

function hasParentStep(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x2e); at >= 0; at = bytes.indexOf(0x2e, at + 1)) {
    const opens = at === 0 || bytes[at - 1] === 0x2f;
    const closes = at + 2 === bytes.length || bytes[at + 2] === 0x2f;
    if (opens && closes && bytes[at + 1] === 0x2e) return true;
  }
  return false;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictUtf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
