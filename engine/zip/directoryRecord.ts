import { readU64 } from '../bytes/byteView.ts';

/** `PK\1\2`, which starts a record of the central directory. */
export const RECORD_SIGNATURE = 0x02014b50;
/** Bytes of a record before its name. */
export const RECORD_BYTES = 46;

const ZIP64_EXTRA = 0x0001;
const SATURATED = 0xffff_ffff;

/** One record of the central directory (APPNOTE 4.3.12), with zip64 values put in their places. */
export interface DirectoryRecord {
  readonly madeBy: number;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  /** Bytes; `Number.MAX_SAFE_INTEGER` stands for everything beyond. */
  readonly compressedSize: number;
  readonly size: number;
  readonly headerOffset: number;
  readonly externalAttributes: number;
  readonly nameLength: number;
  /** False if the zip64 extra field is needed or announced, and cut short. */
  readonly extraIsWhole: boolean;
  /** Bytes of the whole record. */
  readonly length: number;
}

/** Bytes of the record at `at`; undefined if no whole record lies there. */
export function measureRecord(view: DataView, at: number): number | undefined {
  if (at + RECORD_BYTES > view.byteLength || view.getUint32(at, true) !== RECORD_SIGNATURE) return undefined;
  const extraLength = view.getUint16(at + 30, true);
  const length = RECORD_BYTES + view.getUint16(at + 28, true) + extraLength + view.getUint16(at + 32, true);
  return at + length > view.byteLength ? undefined : length;
}

/** Decodes the record at `at`; undefined if no whole record lies there. */
export function decodeRecord(view: DataView, at: number): DirectoryRecord | undefined {
  const length = measureRecord(view, at);
  if (length === undefined) return undefined;
  const nameLength = view.getUint16(at + 28, true);
  const extraLength = view.getUint16(at + 30, true);
  const record = {
    madeBy: view.getUint16(at + 4, true) >> 8,
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc32: view.getUint32(at + 16, true),
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    headerOffset: view.getUint32(at + 42, true),
    externalAttributes: view.getUint32(at + 38, true),
    nameLength,
    extraIsWhole: true,
    length,
  };
  // torch.save writes no extra fields below 4 GiB.
  if (extraLength === 0) return record;
  const extraAt = at + RECORD_BYTES + nameLength;
  const narrow: Triple = [record.size, record.compressedSize, record.headerOffset];
  const { values, whole } = readZip64Extra(view, { from: extraAt, to: extraAt + extraLength, narrow });
  const [size, compressedSize, headerOffset] = values;
  return { ...record, size, compressedSize, headerOffset, extraIsWhole: whole };
}

type Triple = readonly [number, number, number];

/** Replaces the saturated ones of size, compressed size and header offset by what the zip64 extra field holds, in that order. */
function readZip64Extra(
  view: DataView,
  extra: { readonly from: number; readonly to: number; readonly narrow: Triple },
): { readonly values: Triple; readonly whole: boolean } {
  let at = extra.from;
  while (at + 4 <= extra.to && view.getUint16(at, true) !== ZIP64_EXTRA) at += 4 + view.getUint16(at + 2, true);
  // Without the field, 0xFFFFFFFF is an ordinary value; it will not survive the comparison with the file's size.
  if (at + 4 > extra.to) return { values: extra.narrow, whole: true };

  const end = at + 4 + view.getUint16(at + 2, true);
  let whole = end <= extra.to;
  let next = at + 4;
  const widen = (narrow: number): number => {
    if (narrow !== SATURATED) return narrow;
    if (next + 8 > Math.min(end, extra.to)) {
      whole = false;
      return narrow;
    }
    const wide = readU64(view, next) ?? Number.MAX_SAFE_INTEGER;
    next += 8;
    return wide;
  };
  const values: Triple = [widen(extra.narrow[0]), widen(extra.narrow[1]), widen(extra.narrow[2])];
  return { values, whole };
}
