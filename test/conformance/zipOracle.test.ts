import { readdirSync, readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { MemorySource } from '../../engine/bytes/memorySource.ts';
import { readZip } from '../../engine/zip/zipArchive.ts';

/** Archives that torch 1.13 and 2.13 wrote, some packed again by other programs. */
const FOLDERS = [new URL('../fixtures/zip/', import.meta.url), new URL('../../samples/run/', import.meta.url)];

const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => !name.endsWith('.md'))
    .map((name) => ({ name, url: new URL(encodeURIComponent(name), folder) })),
);

interface ReadEntry {
  readonly name: string;
  readonly size: number;
  readonly compressedSize: number;
  readonly crc32: number;
  readonly bytes: Uint8Array;
}

async function readWithYauzl(file: Buffer): Promise<ReadEntry[]> {
  const archive = await fromBufferPromise(file, { autoClose: false });
  const entries: ReadEntry[] = [];
  for await (const entry of archive.eachEntry()) {
    entries.push({
      name: entry.fileName,
      size: entry.uncompressedSize,
      compressedSize: entry.compressedSize,
      crc32: entry.crc32,
      bytes: new Uint8Array(await buffer(await archive.openReadStreamPromise(entry))),
    });
  }
  return entries;
}

async function readWithEngine(file: Buffer): Promise<ReadEntry[]> {
  const archive = await readZip(new MemorySource(file));
  expect(archive.findings).toEqual([]);
  const entries: ReadEntry[] = [];
  for (const entry of archive.entries) {
    const { name, size, compressedSize, crc32 } = entry;
    entries.push({ name, size, compressedSize, crc32, bytes: await archive.read(entry, { maxBytes: 1e8 }) });
  }
  return entries;
}

describe('the zip reader agrees with yauzl', () => {
  it.each(FILES)('on every entry and byte of $name', async ({ url }) => {
    const file = readFileSync(url);
    const [ours, theirs] = [await readWithEngine(file), await readWithYauzl(file)];
    expect(ours.map(({ bytes: _, ...facts }) => facts)).toEqual(theirs.map(({ bytes: _, ...facts }) => facts));
    const different = ours.filter((entry, at) => Buffer.compare(entry.bytes, theirs[at]?.bytes ?? Buffer.of()) !== 0);
    expect(different.map((entry) => entry.name)).toEqual([]);
  });
});
