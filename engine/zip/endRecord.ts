import { InspectError } from '../../shared/inspectError.ts';
import { ByteView } from '../bytes/byteView.ts';
import type { HeldSource } from '../bytes/heldSource.ts';
import type { FindingList } from '../findingList.ts';
import { RECORD_BYTES } from './directoryRecord.ts';
import { explainMissingEnd } from './explainMissingEnd.ts';

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_END_SIGNATURE = 0x06064b50;
const ZIP64_END_BYTES = 56;
/** The end record with the longest comment: how far from the end any reader looks for it. */
const TAIL_BYTES: number = END_BYTES + 0xffff;

/** What the end of a zip says about its central directory. Offsets are counted from the start of the file. */
export interface EndRecord {
  /** Entries as claimed. */
  readonly entries: number;
  /** Where the directory starts, as claimed: not yet corrected for bytes before the archive. */
  readonly directoryOffset: number;
  readonly directoryBytes: number;
  /** Where the end structures start: where the directory should end. */
  readonly offset: number;
  readonly comment: Uint8Array;
}

/** Finds the end of central directory record, and its zip64 form where there is one. Holds the tail of the file. */
export async function readEndRecord(
  source: HeldSource,
  findings: FindingList,
  signal?: AbortSignal,
): Promise<EndRecord> {
  const tailBytes = Math.min(source.size, TAIL_BYTES);
  const tailOffset = source.size - tailBytes;
  const tail = await source.hold(tailOffset, tailBytes, signal);
  const at = findEnd(tail, tailOffset, findings);
  if (at === undefined) throw await explainMissingEnd(source, tail, signal);

  const offset = tailOffset + at;
  const view = new ByteView(tail, { code: 'zip/directory', what: 'The end record of the zip', offset: tailOffset });
  const commentBytes = Math.min(view.u16(at + 20), tail.length - at - END_BYTES);
  reportTail(view, { at, offset, size: source.size }, findings);
  const narrow: EndRecord = {
    entries: view.u16(at + 10),
    directoryBytes: view.u32(at + 12),
    directoryOffset: view.u32(at + 16),
    offset,
    comment: tail.slice(at + END_BYTES, at + END_BYTES + commentBytes),
  };
  const locatorAt = at - ZIP64_LOCATOR_BYTES;
  const isZip64 = locatorAt >= 0 && view.u32(locatorAt) === ZIP64_LOCATOR_SIGNATURE;
  if (!isZip64) return narrow;

  const wide = await readZip64End(source, { narrow, claimed: view.u64OrHuge(locatorAt + 8) }, signal);
  if (wide === undefined) {
    if (narrow.directoryOffset === 0xffff_ffff) throw missingZip64End(view, locatorAt, offset);
    findings.add({
      code: 'zip/directory',
      severity: 'error',
      message: `The zip64 locator at ${offset - ZIP64_LOCATOR_BYTES} points to no zip64 end record; the plain end record is used.`,
      at: { offset: offset - ZIP64_LOCATOR_BYTES },
      expected: 'the offset of a zip64 end record',
      found: view.u64Text(locatorAt + 8),
    });
    return narrow;
  }
  reportContradictions(narrow, wide, findings);
  return wide;
}

function missingZip64End(view: ByteView, locatorAt: number, offset: number): InspectError {
  const found = view.u64Text(locatorAt + 8);
  return new InspectError({
    code: 'zip/directory',
    message: `The zip64 locator says that the zip64 end record is at byte ${found}, where there is none, nor does it stand before the locator.`,
    at: { offset: offset - ZIP64_LOCATOR_BYTES },
    expected: 'the offset of a zip64 end record',
    found,
    advice: 'The end of the file is damaged: copy it again.',
  });
}

/**
 * Where the end record starts in the tail. Comments and trailing bytes may hold its signature too, so the last record whose
 * comment ends with the file and whose claims fit before it is preferred; then one whose claims fit; then the last of all.
 */
function findEnd(tail: Uint8Array, tailOffset: number, findings: FindingList): number | undefined {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const candidates: number[] = [];
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail[at] === 0x50 && view.getUint32(at, true) === END_SIGNATURE) candidates.push(at);
  }
  const fitting = candidates.filter((at) => claimsFit(view, at, tailOffset + at));
  const closing = fitting.filter((at) => at + END_BYTES + view.getUint16(at + 20, true) === tail.length);
  if (closing.length > 1) {
    findings.add({
      code: 'zip/directory',
      severity: 'error',
      message: `${closing.length} end records fit this file, one inside the comment of another. Readers choose differently; the last one is used.`,
      at: { offset: tailOffset + (closing[0] ?? 0) },
      expected: 'one end record',
      found: `${closing.length}`,
    });
  }
  return closing[0] ?? fitting[0] ?? candidates[0];
}

/** Whether a directory as the record at `at` claims it can lie before the record. Saturated claims are left to zip64. */
function claimsFit(view: DataView, at: number, offset: number): boolean {
  const entries = view.getUint16(at + 10, true);
  const directoryBytes = view.getUint32(at + 12, true);
  const directoryOffset = view.getUint32(at + 16, true);
  if (directoryOffset === 0xffff_ffff || directoryBytes === 0xffff_ffff) return true;
  return directoryOffset + directoryBytes <= offset && (entries === 0xffff || entries * RECORD_BYTES <= directoryBytes);
}

/** Findings about what stands between the end record and the end of the file. */
function reportTail(
  view: ByteView,
  end: { readonly at: number; readonly offset: number; readonly size: number },
  findings: FindingList,
): void {
  const commentBytes = view.u16(end.at + 20);
  const after = end.size - (end.offset + END_BYTES);
  if (after < commentBytes) {
    findings.add({
      code: 'zip/truncated',
      severity: 'warning',
      message: `The archive's comment is cut: ${commentBytes} bytes are announced, ${after} are left in the file.`,
      at: { offset: end.offset + 20 },
      expected: `${commentBytes} bytes`,
      found: `${after} bytes`,
    });
  } else if (after > commentBytes) {
    findings.add({
      code: 'zip/trailing',
      severity: 'warning',
      message: `${after - commentBytes} bytes follow the end of the archive. They belong to no entry, and torch ignores them.`,
      at: { offset: end.offset + END_BYTES + commentBytes },
      expected: 'the end of the file',
      found: `${after - commentBytes} bytes`,
    });
  }
}

/** The zip64 end record: at the offset that the locator claims, else right before the locator. Undefined: at neither. */
async function readZip64End(
  source: HeldSource,
  end: { readonly narrow: EndRecord; readonly claimed: number },
  signal?: AbortSignal,
): Promise<EndRecord | undefined> {
  const locatorOffset = end.narrow.offset - ZIP64_LOCATOR_BYTES;
  const adjacent = locatorOffset - ZIP64_END_BYTES;
  for (const offset of end.claimed === adjacent ? [adjacent] : [end.claimed, adjacent]) {
    if (offset < 0 || offset > adjacent) continue;
    const bytes = await source.read(offset, ZIP64_END_BYTES, signal);
    const view = new ByteView(bytes, { code: 'zip/directory', what: 'The zip64 end record', offset });
    if (view.u32(0) !== ZIP64_END_SIGNATURE) continue;
    return {
      entries: view.u64(32),
      directoryBytes: view.u64(40),
      directoryOffset: view.u64(48),
      offset,
      comment: end.narrow.comment,
    };
  }
  return undefined;
}

/** Both end records may stand side by side (torch writes both): where the plain one is not saturated they must agree. */
function reportContradictions(narrow: EndRecord, wide: EndRecord, findings: FindingList): void {
  const fields = [
    { title: 'entries', plain: narrow.entries, saturated: 0xffff, zip64: wide.entries },
    { title: 'bytes of directory', plain: narrow.directoryBytes, saturated: 0xffff_ffff, zip64: wide.directoryBytes },
    { title: 'directory offset', plain: narrow.directoryOffset, saturated: 0xffff_ffff, zip64: wide.directoryOffset },
  ];
  for (const { title, plain, saturated, zip64 } of fields) {
    if (plain === saturated || plain === zip64) continue;
    findings.add({
      code: 'zip/directory',
      severity: 'error',
      message: `The two end records disagree (${title}: plain ${plain}, zip64 ${zip64}); readers choose differently. The zip64 one is used, as torch does.`,
      at: { offset: narrow.offset },
      expected: `${zip64}`,
      found: `${plain}`,
    });
  }
}
