import { mkdtemp, rm, stat } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PickleWriter } from '../../bench/pickleWriter.ts';
import { writeTorchZip, type TorchRecord } from '../../bench/torchZipWriter.ts';
import { CountingSource } from '../../engine/bytes/countingSource.ts';
import { openFileSource } from '../../engine/node/fileSource.ts';
import { readZip, type ZipArchive } from '../../engine/zip/zipArchive.ts';

const SAMPLES = fileURLToPath(new URL('../../samples/run/', import.meta.url));
/** What a torch reader wants beside the payloads. */
const RECORDS = ['data.pkl', '.format_version', '.storage_alignment', 'byteorder', 'version'];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'epochscope-bounds-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

interface Opened {
  readonly archive: ZipArchive;
  readonly source: CountingSource;
  readonly pickleBytes: number;
}

/** Opens a file and reads what opening a checkpoint reads. */
async function openCounted(path: string): Promise<Opened> {
  const file = await openFileSource(path);
  try {
    const source = new CountingSource(file);
    const archive = await readZip(source);
    const entries = RECORDS.flatMap((name) => archive.entries.find(`archive/${name}`) ?? []);
    expect(entries).toHaveLength(RECORDS.length);
    const [pickle] = await archive.readMany(entries, { maxBytes: 1e8 });
    return { archive, source, pickleBytes: pickle?.length ?? 0 };
  } finally {
    await file.close();
  }
}

/** At most 5 reads and 128 KiB beyond pickle and directory. The format's head, read before, is counted with 64 KiB and a read. */
function expectWithinBounds({ archive, source, pickleBytes }: Opened): void {
  expect(source.reads).toBeLessThanOrEqual(4);
  expect(source.bytesRead).toBeLessThanOrEqual(pickleBytes + archive.directoryBytes + 64 * 1024 + 16 * 1024);
}

describe('opening a checkpoint reads little of it', () => {
  it.each(readdirSync(SAMPLES).filter((name) => name.endsWith('.ckpt')))('%s', async (name) => {
    const opened = await openCounted(join(SAMPLES, name));
    expectWithinBounds(opened);
    expect(opened.archive.entries.length).toBe(2976);
  });

  // NTFS would fill the holes.
  it.skipIf(process.platform === 'win32')('a sparse file of 100 GB', async () => {
    const path = join(folder, 'huge.ckpt');
    await writeTorchZip(path, hugeRecords());
    expect((await stat(path)).size).toBeGreaterThan(100e9);
    const opened = await openCounted(path);
    expectWithinBounds(opened);
    expect(opened.archive.findings).toEqual([]);

    const last = opened.archive.entries.find('archive/data/24');
    expect(last).toMatchObject({ size: 4 << 20, method: 0 });
    const middle = opened.archive.entries.find('archive/data/12');
    expect(middle).toMatchObject({ size: 5e9 });
    expect(middle?.headerOffset).toBeGreaterThan(2 ** 35);
  });

  it('an archive of a million entries', async () => {
    const path = join(folder, 'million.ckpt');
    await writeTorchZip(path, manyRecords(1_000_000));
    const opened = await openCounted(path);
    expectWithinBounds(opened);
    expect(opened.archive.entries.length).toBe(1_000_005);
    expect(opened.archive.entries.find('archive/data/999999')?.index).toBe(1_000_003);
    expect(opened.archive.findings).toEqual([]);
  }, 120_000);
});

function text(name: string, content: string): TorchRecord {
  return { name, bytes: Buffer.from(content) };
}

function* framed(payloads: Iterable<TorchRecord>): Generator<TorchRecord> {
  const pickle = new PickleWriter();
  pickle.beginDict();
  yield { name: 'data.pkl', bytes: pickle.finish() };
  yield text('.format_version', '1');
  yield text('.storage_alignment', '64');
  yield text('byteorder', 'little');
  yield* payloads;
  yield text('version', '3\n');
}

/** Holes of 4 and 5 GB (on either side of 2^32), and a small record after 100 GB of them. */
function hugeRecords(): Iterable<TorchRecord> {
  const holes = Array.from({ length: 24 }, (_, at) => ({
    name: `data/${at}`,
    holeBytes: at % 2 === 0 ? 5e9 : 4e9,
  }));
  return framed([...holes, { name: 'data/24', bytes: new Uint8Array(4 << 20) }]);
}

function* manyRecords(count: number): Generator<TorchRecord> {
  const empty = new Uint8Array();
  function* payloads(): Generator<TorchRecord> {
    for (let at = 0; at < count; at++) yield { name: `data/${at}`, bytes: empty };
  }
  yield* framed(payloads());
}
