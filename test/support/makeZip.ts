import { crc32, deflateRawSync } from 'node:zlib';

/** A member of a zip as a test wants it. What is not given is computed as an honest writer would. */
export interface ZipMember {
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array | string;
  readonly deflate?: boolean;
  /** What the directory says instead of the truth. */
  readonly directory?: Partial<HeaderFields> & { readonly extra?: Uint8Array };
  /** What the local header says instead of the truth. */
  readonly local?: Partial<HeaderFields> & { readonly extra?: Uint8Array };
}

interface HeaderFields {
  readonly name: string | Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly headerOffset: number;
  readonly madeBy: number;
  readonly externalAttributes: number;
}

/** What stands around the members. */
export interface ZipFrame {
  readonly prefix?: Uint8Array;
  readonly comment?: string;
  readonly trailing?: Uint8Array;
  /** Writes a zip64 end record and locator; the plain end record is saturated then. */
  readonly zip64?: boolean;
  readonly end?: { readonly entries?: number; readonly directoryBytes?: number; readonly directoryOffset?: number };
  /** Where the zip64 locator points, instead of the truth. */
  readonly zip64EndOffset?: bigint;
}

/** Builds a zip in memory, with whatever lies a test wants to see found out. Offsets count from the archive's start. */
export function makeZip(members: readonly ZipMember[], frame: ZipFrame = {}): Uint8Array {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const truth = describe(member, offset);
    const local = localHeader({ ...truth.fields, ...member.local }, member.local?.extra);
    body.push(local, truth.payload);
    directory.push(directoryRecord({ ...truth.fields, ...member.directory }, member.directory?.extra));
    offset += local.length + truth.payload.length;
  }
  const directoryBytes = directory.reduce((sum, record) => sum + record.length, 0);
  const end = endRecords({ entries: members.length, directoryBytes, directoryOffset: offset }, frame);
  const before = frame.prefix ?? new Uint8Array();
  return new Uint8Array(Buffer.concat([before, ...body, ...directory, end, frame.trailing ?? new Uint8Array()]));
}

function describe(member: ZipMember, headerOffset: number): { fields: HeaderFields; payload: Buffer } {
  const bytes = Buffer.from(member.bytes);
  const payload = member.deflate === true ? deflateRawSync(bytes) : bytes;
  return {
    payload,
    fields: {
      name: member.name,
      flags: 0x0800,
      method: member.deflate === true ? 8 : 0,
      crc32: crc32(bytes),
      compressedSize: payload.length,
      size: bytes.length,
      headerOffset,
      madeBy: 0,
      externalAttributes: 0,
    },
  };
}

function localHeader(fields: HeaderFields, extra: Uint8Array = new Uint8Array()): Buffer {
  const name = Buffer.from(fields.name);
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(0x04034b50, 0);
  writeCommonFields(bytes, 4, fields);
  bytes.writeUInt16LE(name.length, 26);
  bytes.writeUInt16LE(extra.length, 28);
  return Buffer.concat([bytes, name, extra]);
}

function directoryRecord(fields: HeaderFields, extra: Uint8Array = new Uint8Array()): Buffer {
  const name = Buffer.from(fields.name);
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(fields.madeBy << 8, 4);
  writeCommonFields(bytes, 6, fields);
  bytes.writeUInt16LE(name.length, 28);
  bytes.writeUInt16LE(extra.length, 30);
  bytes.writeUInt32LE(fields.externalAttributes, 38);
  bytes.writeUInt32LE(fields.headerOffset, 42);
  return Buffer.concat([bytes, name, extra]);
}

/** Version, flags, method, time, date, CRC and sizes stand in the same order in both headers. */
function writeCommonFields(bytes: Buffer, at: number, fields: HeaderFields): void {
  bytes.writeUInt16LE(fields.flags, at + 2);
  bytes.writeUInt16LE(fields.method, at + 4);
  bytes.writeUInt32LE(fields.crc32, at + 10);
  bytes.writeUInt32LE(fields.compressedSize, at + 14);
  bytes.writeUInt32LE(fields.size, at + 18);
}

interface EndFields {
  readonly entries: number;
  readonly directoryBytes: number;
  readonly directoryOffset: number;
}

function endRecords(truth: EndFields, frame: ZipFrame): Buffer {
  const claims = { ...truth, ...frame.end };
  const comment = Buffer.from(frame.comment ?? '');
  const plain = Buffer.alloc(22);
  const isWide = frame.zip64 === true;
  plain.writeUInt32LE(0x06054b50, 0);
  plain.writeUInt16LE(isWide ? 0xffff : claims.entries, 8);
  plain.writeUInt16LE(isWide ? 0xffff : claims.entries, 10);
  plain.writeUInt32LE(isWide ? 0xffff_ffff : claims.directoryBytes, 12);
  plain.writeUInt32LE(isWide ? 0xffff_ffff : claims.directoryOffset, 16);
  plain.writeUInt16LE(comment.length, 20);
  if (!isWide) return Buffer.concat([plain, comment]);

  const wide = Buffer.alloc(76);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeBigUInt64LE(BigInt(claims.entries), 24);
  wide.writeBigUInt64LE(BigInt(claims.entries), 32);
  wide.writeBigUInt64LE(BigInt(claims.directoryBytes), 40);
  wide.writeBigUInt64LE(BigInt(claims.directoryOffset), 48);
  wide.writeUInt32LE(0x07064b50, 56);
  const end = BigInt((frame.prefix?.length ?? 0) + truth.directoryOffset + truth.directoryBytes);
  wide.writeBigUInt64LE(frame.zip64EndOffset ?? end, 64);
  wide.writeUInt32LE(1, 72);
  return Buffer.concat([wide, plain, comment]);
}
