import { InspectError } from '../../shared/inspectError.ts';
import type { HeldSource } from '../bytes/heldSource.ts';
import type { FindingList } from '../findingList.ts';
import { LIMITS } from '../limits.ts';
import { decodeRecord, measureRecord, RECORD_BYTES, RECORD_SIGNATURE } from './directoryRecord.ts';
import type { EndRecord } from './endRecord.ts';
import { findSignature } from './explainMissingEnd.ts';
import { LOCAL_SIGNATURE } from './localHeader.ts';

/** torch.save writes `version` and `.data/serialization_id` right before the directory: read with it, they cost no read. */
const LEAD_BYTES = 1024;
const DIGITAL_SIGNATURE = 0x05054b50;

/** The bytes of a central directory and where its records start in them. */
export interface Directory {
  readonly bytes: Uint8Array;
  readonly recordAt: Uint32Array;
  /** Of the first byte, from the start of the file. */
  readonly offset: number;
  /** Bytes before the archive: what has to be added to every offset in it. 0 in a sound file. */
  readonly base: number;
}

/** Reads the central directory, one read beyond the tail, and finds its records. Damaged records are skipped with a finding. */
export async function readDirectory(
  source: HeldSource,
  end: EndRecord,
  findings: FindingList,
  signal?: AbortSignal,
): Promise<Directory> {
  checkClaims(end);
  const { offset, bytes } = await locate(source, end, signal);
  const recordAt = listRecords(bytes, offset, findings);
  reportCount(end, recordAt.length, findings);
  const base = offset === end.directoryOffset ? 0 : await findBase(source, { end, offset, bytes, recordAt }, signal);
  reportPlace(end, { offset, base }, findings);
  return { bytes, recordAt, offset, base };
}

function checkClaims(end: EndRecord): void {
  if (end.directoryBytes > LIMITS.zipDirectoryBytes || end.entries > LIMITS.zipEntries) {
    throw new InspectError({
      code: 'zip/limit',
      message: `The archive claims ${end.entries} entries in a directory of ${end.directoryBytes} bytes, more than this reader accepts.`,
      at: { offset: end.offset },
      expected: `at most ${LIMITS.zipEntries} entries and ${LIMITS.zipDirectoryBytes} bytes`,
      found: `${end.entries} entries, ${end.directoryBytes} bytes`,
      advice: 'A checkpoint has one entry for each tensor: if this one is real, please report it.',
    });
  }
  if (end.directoryBytes > end.offset) {
    throw new InspectError({
      code: 'zip/directory',
      message: `The central directory is said to have ${end.directoryBytes} bytes, but only ${end.offset} bytes stand before its end.`,
      at: { offset: end.offset },
      expected: `at most ${end.offset} bytes`,
      found: `${end.directoryBytes} bytes`,
      advice: 'The beginning of the file is missing, or its end is damaged: copy the file again.',
    });
  }
}

/**
 * The directory's bytes: where the end record says, or right before the end record, where it lies if bytes were put before
 * the archive or the claimed offset is wrong.
 */
async function locate(
  source: HeldSource,
  end: EndRecord,
  signal?: AbortSignal,
): Promise<{ readonly offset: number; readonly bytes: Uint8Array }> {
  const adjacent = end.offset - end.directoryBytes;
  const claimed = end.directoryOffset;
  const places = claimed !== adjacent && claimed + end.directoryBytes <= end.offset ? [claimed, adjacent] : [adjacent];
  for (const offset of places) {
    const lead = Math.min(LEAD_BYTES, offset);
    const held = await source.hold(offset - lead, lead + end.directoryBytes, signal);
    const bytes = held.subarray(lead);
    if (end.directoryBytes === 0 || measureRecord(viewOf(bytes), 0) !== undefined) return { offset, bytes };
    // Where both places are the same, only the first record is damaged as long as another one follows.
    if (claimed === adjacent && findSignature(bytes, RECORD_SIGNATURE) !== undefined) return { offset, bytes };
  }
  throw new InspectError({
    code: 'zip/directory',
    message: `No central directory lies where the end record says (byte ${claimed}), nor right before the end record (byte ${adjacent}).`,
    at: { offset: end.offset },
    expected: `a directory record at ${claimed}`,
    found: 'other bytes',
    advice: 'Bytes are missing or were inserted in the middle of the file: copy it again.',
  });
}

/** Offsets of all whole records. Bytes that are none are skipped up to the next signature, and reported. */
function listRecords(bytes: Uint8Array, offset: number, findings: FindingList): Uint32Array {
  const view = viewOf(bytes);
  const found = new Uint32Array(Math.floor(bytes.length / RECORD_BYTES));
  let count = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = measureRecord(view, at);
    if (length !== undefined) {
      found[count++] = at;
      at += length;
      continue;
    }
    if (at + 4 <= bytes.length && view.getUint32(at, true) === DIGITAL_SIGNATURE) break;
    const next = findSignature(bytes, RECORD_SIGNATURE, at + 1) ?? bytes.length;
    findings.add({
      code: 'zip/directory',
      severity: 'error',
      message: `${next - at} bytes of the central directory are damaged: at least one entry after the first ${count} is not known.`,
      at: { offset: offset + at },
      expected: 'a directory record',
      found: `${next - at} other bytes`,
    });
    at = next;
  }
  if (count > LIMITS.zipEntries) {
    throw new InspectError({
      code: 'zip/limit',
      message: `The archive holds ${count} entries, more than the ${LIMITS.zipEntries} that this reader accepts.`,
      expected: `at most ${LIMITS.zipEntries}`,
      found: `${count}`,
    });
  }
  return found.slice(0, count);
}

/** Whether offsets in the archive count from the file's start or from the archive's: the last entry's local header tells. */
async function findBase(
  source: HeldSource,
  directory: {
    readonly end: EndRecord;
    readonly offset: number;
    readonly bytes: Uint8Array;
    readonly recordAt: Uint32Array;
  },
  signal?: AbortSignal,
): Promise<number> {
  const shift = directory.offset - directory.end.directoryOffset;
  const last = directory.recordAt.at(-1);
  const record = last === undefined ? undefined : decodeRecord(viewOf(directory.bytes), last);
  if (shift <= 0 || record === undefined) return 0;
  const isHeader = async (offset: number): Promise<boolean> => {
    if (offset + 4 > directory.offset) return false;
    return viewOf(await source.read(offset, 4, signal)).getUint32(0, true) === LOCAL_SIGNATURE;
  };
  return (await isHeader(record.headerOffset + shift)) ? shift : 0;
}

function reportCount(end: EndRecord, count: number, findings: FindingList): void {
  // A plain end record counts modulo 65,536 where the writer ignored zip64.
  if (end.entries === count || (end.entries === count % 0x10000 && count > 0xffff)) return;
  findings.add({
    code: 'zip/directory',
    severity: 'error',
    message: `The end record counts ${end.entries} entries, the central directory holds ${count}. Readers that trust the count refuse this file or miss entries.`,
    at: { offset: end.offset },
    expected: `${end.entries}`,
    found: `${count}`,
  });
}

function reportPlace(
  end: EndRecord,
  found: { readonly offset: number; readonly base: number },
  findings: FindingList,
): void {
  if (found.base > 0) {
    findings.add({
      code: 'zip/directory',
      severity: 'error',
      message: `The archive begins ${found.base} bytes into the file: something else stands before it, perhaps another checkpoint. What is shown is the archive at the end; torch refuses such a file.`,
      at: { offset: 0 },
      expected: `a directory at ${end.directoryOffset}`,
      found: `a directory at ${found.offset}`,
    });
  } else if (found.offset !== end.directoryOffset) {
    findings.add({
      code: 'zip/directory',
      severity: 'error',
      message: `The central directory is at byte ${found.offset}; the end record says ${end.directoryOffset}. Its entries are where they say, so only the end record is wrong.`,
      at: { offset: end.offset },
      expected: `${end.directoryOffset}`,
      found: `${found.offset}`,
    });
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
