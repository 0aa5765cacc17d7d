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

/** What a reader says of an archive: facts to compare in full, contents to compare byte by byte. */
interface ReadArchive {
  readonly facts: { name: string; size: number; compressedSize: number; crc32: number }[];
  readonly contents: Uint8Array[];
}

async function readWithYauzl(file: Buffer): Promise<ReadArchive> {
  const archive = await fromBufferPromise(file, { autoClose: false });
  const read: ReadArchive = { facts: [], contents: [] };
  for await (const entry of archive.eachEntry()) {
    const { fileName: name, uncompressedSize: size, compressedSize, crc32 } = entry;
    read.facts.push({ name, size, compressedSize, crc32 });
    read.contents.push(await buffer(await archive.openReadStreamPromise(entry)));
  }
  return read;
}

async function readWithEngine(file: Buffer): Promise<ReadArchive> {
  const archive = await readZip(new MemorySource(file));
  expect(archive.findings).toEqual([]);
  const read: ReadArchive = { facts: [], contents: [] };
  for (const entry of archive.entries) {
    const { name, size, compressedSize, crc32 } = entry;
    read.facts.push({ name, size, compressedSize, crc32 });
    read.contents.push(await archive.read(entry, { maxBytes: 1e8 }));
  }
  return read;
}

describe('the zip reader agrees with yauzl', () => {
  it.each(FILES)('on every entry and byte of $name', async ({ url }) => {
    const file = readFileSync(url);
    const [ours, theirs] = [await readWithEngine(file), await readWithYauzl(file)];
    expect(ours.facts).toEqual(theirs.facts);
    const isSame = ours.contents.map((bytes, at) => Buffer.compare(bytes, theirs.contents[at] ?? Buffer.of()) === 0);
    expect(isSame).not.toContain(false);
  });
});
