import { mkdtemp, rm, stat } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PickleWriter } from '../../bench/pickleWriter.ts';
import { writeTorchZip, type TorchRecord } from '../../bench/torchZipWriter.ts';
import { CountingSource } from '../../engine/bytes/countingSource.ts';
import { openFile } from '../../engine/formats/openFile.ts';
import type { OpenedFile } from '../../engine/formats/openedFile.ts';
import { openFileSource } from '../../engine/node/fileSource.ts';
import { readZip, type ZipArchive } from '../../engine/zip/zipArchive.ts';

const SAMPLES = fileURLToPath(new URL('../../samples/run/', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'epochscope-bounds-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

interface Opened {
  readonly opened: OpenedFile;
  readonly archive: ZipArchive;
  readonly source: CountingSource;
  /** Bytes of the pickle and of the directory with what follows it. */
  readonly needed: number;
}

/** Opens a file as the product does, and a second time as a zip to know what had to be read. */
async function openCounted(path: string): Promise<Opened> {
  const file = await openFileSource(path);
  try {
    const source = new CountingSource(file);
    const opened = await openFile(source);
    const archive = await readZip(file);
    const pickle = archive.entries.find('archive/data.pkl');
    return { opened, archive, source, needed: (pickle?.size ?? 0) + archive.directoryBytes };
  } finally {
    await file.close();
  }
}

function expectWithinBounds({ source, needed }: Opened, reads: number): void {
  expect(source.reads).toBeLessThanOrEqual(reads);
  expect(source.bytesRead).toBeLessThanOrEqual(needed + 128 * 1024);
}

describe('opening a checkpoint reads little of it', () => {
  it.each(readdirSync(SAMPLES).filter((name) => name.endsWith('.ckpt')))('%s', async (name) => {
    const result = await openCounted(join(SAMPLES, name));
    expectWithinBounds(result, 5);
    expect(result.opened.container).toMatchObject({ entries: 2976, byteOrder: 'little', version: '3', alignment: 64 });
  });

  // NTFS would fill the holes.
  it.skipIf(process.platform === 'win32')('a sparse file of 100 GB', async () => {
    const path = join(folder, 'huge.ckpt');
    await writeTorchZip(path, hugeRecords());
    expect((await stat(path)).size).toBeGreaterThan(100e9);
    const result = await openCounted(path);
    expectWithinBounds(result, 5);
    expect(result.archive.findings).toEqual([]);
    expect(result.opened.storages.map(({ extent }) => extent?.bytes)).toEqual(HUGE_SIZES);

    const middle = result.archive.entries.find('archive/data/12');
    expect(middle).toMatchObject({ size: 5e9 });
    expect(middle?.headerOffset).toBeGreaterThan(2 ** 35);
  });

  it('an archive of a million entries', async () => {
    const path = join(folder, 'million.ckpt');
    await writeTorchZip(path, manyRecords(1_000_000));
    const result = await openCounted(path);
    expectWithinBounds(result, 5);
    expect(result.archive.entries.length).toBe(1_000_005);
    expect(result.archive.entries.find('archive/data/999999')?.index).toBe(1_000_003);
    expect(result.archive.findings).toEqual([]);
  }, 120_000);

  it('an archive whose records were shuffled by another program', async () => {
    const path = join(folder, 'shuffled.ckpt');
    const [pickle, ...small] = [...framed([], [])];
    if (pickle === undefined) throw new Error('no pickle');
    const payload = { bytes: new Uint8Array(200_000) };
    const scattered = small.flatMap((record, at) => [record, { name: `data/${at}`, ...payload }]);
    await writeTorchZip(path, [...scattered, pickle, { name: 'data/9', ...payload }]);
    const result = await openCounted(path);
    expectWithinBounds(result, 10);
    expect(result.opened.container).toMatchObject({ byteOrder: 'little', version: '3', formatVersion: '1' });
  });
});

function text(name: string, content: string): TorchRecord {
  return { name, bytes: Buffer.from(content) };
}

/** The records of a checkpoint around its payloads; the pickle names a tensor of one row for each size, in bytes. */
function* framed(payloads: Iterable<TorchRecord>, sizes: readonly number[]): Generator<TorchRecord> {
  const pickle = new PickleWriter();
  pickle.beginDict();
  sizes.forEach((bytes, at) =>
    pickle
      .text(`tensor ${at}`)
      .tensor({ key: `${at}`, shape: [bytes / 4] })
      .setItem(),
  );
  yield { name: 'data.pkl', bytes: pickle.finish() };
  yield text('.format_version', '1');
  yield text('.storage_alignment', '64');
  yield text('byteorder', 'little');
  yield* payloads;
  yield text('version', '3\n');
}

/** Sizes on either side of 2^32, 100 GB of them, and a small one after. */
const HUGE_SIZES: readonly number[] = [...Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? 5e9 : 4e9)), 4 << 20];

function hugeRecords(): Iterable<TorchRecord> {
  return framed(
    HUGE_SIZES.map((holeBytes, at) => ({ name: `data/${at}`, holeBytes })),
    HUGE_SIZES,
  );
}

function manyRecords(count: number): Iterable<TorchRecord> {
  const empty = new Uint8Array();
  function* payloads(): Generator<TorchRecord> {
    for (let at = 0; at < count; at++) yield { name: `data/${at}`, bytes: empty };
  }
  return framed(payloads(), []);
}
