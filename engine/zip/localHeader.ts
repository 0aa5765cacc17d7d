import { InspectError } from '../../shared/inspectError.ts';
import type { FindingList } from '../findingList.ts';
import type { EntryTable } from './entryTable.ts';
import type { ZipEntry } from './zipEntry.ts';

/** `PK\3\4`, which starts a local header. */
export const LOCAL_SIGNATURE = 0x04034b50;
/** Bytes of a local header before its name. */
export const LOCAL_BYTES = 30;

const FLAG_DESCRIPTOR = 0x0008;
const SATURATED = 0xffff_ffff;

/** Where the payload starts, counted from the local header at the start of `bytes`: after name and extra field. */
export function payloadStart(bytes: Uint8Array, entry: ZipEntry): number {
  const start = readStart(bytes);
  if (start === undefined) {
    throw new InspectError({
      code: 'zip/entry',
      message: `${entry.name} has no local header where the directory says (byte ${entry.headerOffset}).`,
      at: { entry: entry.name, offset: entry.headerOffset },
      expected: 'the signature PK\\3\\4',
      found: 'other bytes',
      advice: 'Bytes are missing or were inserted before this entry: copy the file again.',
    });
  }
  return start;
}

/** What the local header at the start of `bytes` says of its payload's start; undefined where there is no local header. */
export function readStart(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LOCAL_BYTES || view.getUint32(0, true) !== LOCAL_SIGNATURE) return undefined;
  return LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

/**
 * Compares a local header with the directory. torch takes sizes and offsets from the directory and ignores what the header
 * says, other readers do not; a difference is a finding. Only what lies in `bytes` is compared.
 */
export function compareLocalHeader(bytes: Uint8Array, entry: ZipEntry, table: EntryTable, findings: FindingList): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LOCAL_BYTES || view.getUint32(0, true) !== LOCAL_SIGNATURE) return;
  const name = bytes.subarray(LOCAL_BYTES, LOCAL_BYTES + view.getUint16(26, true));
  const differences: string[] = [];
  if (!sameBytes(name, table.nameBytes(entry.index))) {
    differences.push(`the header has another name (${shortName(name)})`);
  }
  const compare = (title: string, local: number, directory: number): void => {
    if (local !== directory) differences.push(`${title} ${local} in the header, ${directory} in the directory`);
  };
  compare('method', view.getUint16(8, true), entry.method);
  compare('encryption', view.getUint16(6, true) & 1, entry.flags & 1);
  // With a data descriptor the header may leave these fields 0 (torch does); zip64 saturates the sizes.
  const optional = (view.getUint16(6, true) & FLAG_DESCRIPTOR) !== 0;
  for (const field of [
    { title: 'CRC', local: view.getUint32(14, true), directory: entry.crc32 },
    { title: 'compressed size', local: view.getUint32(18, true), directory: entry.compressedSize },
    { title: 'size', local: view.getUint32(22, true), directory: entry.size },
  ]) {
    const absent = (optional && field.local === 0) || (field.title !== 'CRC' && field.local === SATURATED);
    if (!absent) compare(field.title, field.local, field.directory);
  }
  if (differences.length === 0) return;
  findings.add({
    code: 'zip/entry',
    severity: 'warning',
    message: `${entry.name}: local header and central directory disagree: ${differences.join('; ')}. The directory is followed, as torch does.`,
    at: { entry: entry.name, offset: entry.headerOffset },
    expected: 'what the directory says',
    found: differences.join('; '),
  });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function shortName(name: Uint8Array): string {
  const text = new TextDecoder().decode(name.subarray(0, 80));
  return name.length > 80 ? `${text}…` : text;
}
