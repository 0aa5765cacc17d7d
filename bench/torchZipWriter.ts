import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** A record of the archive: its bytes, or a hole of zeros that takes no space on disk (CRC 0, as torch's `skip_data` leaves it). */
export type TorchRecord =
  { readonly name: string; readonly bytes: Uint8Array } | { readonly name: string; readonly holeBytes: number };

const ALIGNMENT = 64;
const CHUNK_BYTES = 4 << 20;
const SATURATED = 0xffff_ffff;
/** Data descriptor, UTF-8: what torch sets on every record. */
const FLAGS = 0x0808;

interface WrittenRecord {
  readonly name: Uint8Array;
  readonly crc: number;
  readonly size: number;
  readonly headerOffset: number;
}

/**
 * Writes a zip as torch 2.13's `torch.save` does: stored records below one root directory, payloads aligned to 64 bytes by a
 * padded extra field, data descriptors, plain and zip64 end records. Memory stays at a few megabytes plus the directory.
 */
export async function writeTorchZip(
  path: string,
  records: Iterable<TorchRecord>,
  root: string = 'archive',
): Promise<void> {
  const file = await open(path, 'w');
  try {
    const output = new BufferedOutput(file);
    const written: WrittenRecord[] = [];
    for (const record of records) written.push(await writeRecord(output, record, root));
    const directoryOffset = output.position;
    for (const record of written) {
      output.append(directoryRecord(record));
      if (output.isFull) await output.flush();
    }
    output.append(endRecords(written.length, directoryOffset, output.position));
    await output.flush();
  } finally {
    await file.close();
  }
}

/** Appends to a file in large writes; `skip` leaves a hole. */
class BufferedOutput {
  position = 0;
  readonly #file: FileHandle;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Whether it is time to flush. Callers do so between records, because waiting after each piece is what takes time. */
  get isFull(): boolean {
    return this.#pendingBytes >= CHUNK_BYTES;
  }

  append(bytes: Uint8Array): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    this.position += bytes.length;
  }

  async skip(count: number): Promise<void> {
    await this.flush();
    this.position += count;
  }

  async flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pending);
    await this.#file.write(bytes, 0, bytes.length, this.position - bytes.length);
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

async function writeRecord(output: BufferedOutput, record: TorchRecord, root: string): Promise<WrittenRecord> {
  const name = Buffer.from(`${root}/${record.name}`);
  const headerOffset = output.position;
  const isHole = 'holeBytes' in record;
  const size = isHole ? record.holeBytes : record.bytes.length;
  const crc = isHole ? 0 : crc32(record.bytes);
  output.append(localHeader(name, headerOffset));
  if (isHole) await output.skip(size);
  else output.append(record.bytes);
  output.append(dataDescriptor({ crc, size, headerOffset }));
  if (output.isFull) await output.flush();
  return { name, crc, size, headerOffset };
}

function localHeader(name: Uint8Array, headerOffset: number): Buffer {
  const beforePadding = headerOffset + 30 + name.length + 4;
  const padding = (ALIGNMENT - (beforePadding % ALIGNMENT)) % ALIGNMENT;
  const header = Buffer.alloc(30 + name.length + 4 + padding, 'Z');
  header.fill(0, 0, 30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(4 + padding, 28);
  header.set(name, 30);
  header.write('FB', 30 + name.length);
  header.writeUInt16LE(padding, 32 + name.length);
  return header;
}

function dataDescriptor(record: Omit<WrittenRecord, 'name'>): Buffer {
  const isWide = record.size >= SATURATED || record.headerOffset >= SATURATED;
  const bytes = Buffer.alloc(isWide ? 24 : 16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(record.crc, 4);
  if (isWide) {
    bytes.writeBigUInt64LE(BigInt(record.size), 8);
    bytes.writeBigUInt64LE(BigInt(record.size), 16);
  } else {
    bytes.writeUInt32LE(record.size, 8);
    bytes.writeUInt32LE(record.size, 12);
  }
  return bytes;
}

function directoryRecord({ name, crc, size, headerOffset }: WrittenRecord): Buffer {
  const wide = [...(size >= SATURATED ? [size, size] : []), ...(headerOffset >= SATURATED ? [headerOffset] : [])];
  const extraLength = wide.length === 0 ? 0 : 4 + 8 * wide.length;
  const bytes = Buffer.alloc(46 + name.length + extraLength);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(FLAGS, 8);
  bytes.writeUInt32LE(crc, 16);
  bytes.writeUInt32LE(Math.min(size, SATURATED), 20);
  bytes.writeUInt32LE(Math.min(size, SATURATED), 24);
  bytes.writeUInt16LE(name.length, 28);
  bytes.writeUInt16LE(extraLength, 30);
  bytes.writeUInt32LE(Math.min(headerOffset, SATURATED), 42);
  bytes.set(name, 46);
  if (extraLength === 0) return bytes;
  const extraAt = 46 + name.length;
  bytes.writeUInt16LE(0x0001, extraAt);
  bytes.writeUInt16LE(extraLength - 4, extraAt + 2);
  wide.forEach((value, at) => bytes.writeBigUInt64LE(BigInt(value), extraAt + 4 + 8 * at));
  return bytes;
}

/** zip64 end record, its locator and the plain end record; torch writes all three for every file. */
function endRecords(count: number, directoryOffset: number, endOffset: number): Buffer {
  const bytes = Buffer.alloc(56 + 20 + 22);
  bytes.writeUInt32LE(0x06064b50, 0);
  bytes.writeBigUInt64LE(44n, 4);
  bytes.writeUInt16LE(0x031e, 12);
  bytes.writeUInt16LE(45, 14);
  bytes.writeBigUInt64LE(BigInt(count), 24);
  bytes.writeBigUInt64LE(BigInt(count), 32);
  bytes.writeBigUInt64LE(BigInt(endOffset - directoryOffset), 40);
  bytes.writeBigUInt64LE(BigInt(directoryOffset), 48);
  bytes.writeUInt32LE(0x07064b50, 56);
  bytes.writeBigUInt64LE(BigInt(endOffset), 64);
  bytes.writeUInt32LE(1, 72);
  bytes.writeUInt32LE(0x06054b50, 76);
  bytes.writeUInt16LE(Math.min(count, 0xffff), 84);
  bytes.writeUInt16LE(Math.min(count, 0xffff), 86);
  bytes.writeUInt32LE(Math.min(endOffset - directoryOffset, SATURATED), 88);
  bytes.writeUInt32LE(Math.min(directoryOffset, SATURATED), 92);
  return bytes;
}
