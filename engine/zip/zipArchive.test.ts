import { describe, expect, it } from 'vitest';
import { makeZip, type ZipMember } from '../../test/support/makeZip.ts';
import { rejection } from '../../test/support/rejection.ts';
import { CountingSource } from '../bytes/countingSource.ts';
import { MemorySource } from '../bytes/memorySource.ts';
import { readZip, type ZipArchive } from './zipArchive.ts';

const LIMIT = { maxBytes: 10_000_000 };
const PICKLE: ZipMember = { name: 'archive/data.pkl', bytes: 'the pickle' };
const VERSION: ZipMember = { name: 'archive/version', bytes: '3\n' };

async function open(members: readonly ZipMember[]): Promise<ZipArchive> {
  return readZip(new MemorySource(makeZip(members)));
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

async function readText(archive: ZipArchive, name: string): Promise<string> {
  const entry = archive.entries.find(name);
  if (entry === undefined) throw new Error(`no ${name}`);
  return text(await archive.read(entry, LIMIT));
}

describe('reading entries', () => {
  it('gives stored and deflated members', async () => {
    const archive = await open([PICKLE, { name: 'archive/code.py', bytes: 'pass\n'.repeat(500), deflate: true }]);
    expect(await readText(archive, 'archive/data.pkl')).toBe('the pickle');
    expect(await readText(archive, 'archive/code.py')).toBe('pass\n'.repeat(500));
    expect(archive.findings).toEqual([]);
  });

  it('gives several entries in the order asked for', async () => {
    const archive = await open([PICKLE, VERSION]);
    const wanted = [archive.entries.at(1), archive.entries.at(0)];
    expect((await archive.readMany(wanted, LIMIT)).map(text)).toEqual(['3\n', 'the pickle']);
  });

  it('gives bytes that the caller may change without changing the archive', async () => {
    const archive = await open([PICKLE]);
    (await archive.read(archive.entries.at(0), LIMIT)).fill(0);
    expect(await readText(archive, 'archive/data.pkl')).toBe('the pickle');
  });

  it('finds the payload behind an extra field longer than any padding, with one more read', async () => {
    const tail: ZipMember = { name: 'archive/filler', bytes: new Uint8Array(70_000).fill(1) };
    const padded = { ...PICKLE, bytes: new Uint8Array(20_000).fill(7), local: { extra: new Uint8Array(30_000) } };
    const source = new CountingSource(new MemorySource(makeZip([padded, tail])));
    const archive = await readZip(source);
    const before = source.reads;
    expect(await archive.read(archive.entries.at(0), LIMIT)).toEqual(new Uint8Array(20_000).fill(7));
    expect(source.reads - before).toBe(2);
  });

  it('tells where a payload starts', async () => {
    const archive = await open([PICKLE, { ...VERSION, local: { extra: new Uint8Array(10) } }]);
    expect(await archive.payloadOffset(archive.entries.at(1))).toBe(30 + 16 + 10 + 30 + 15 + 10);
  });

  it('refuses an entry beyond the caller limit before it reads a byte', async () => {
    const archive = await open([PICKLE]);
    const error = await rejection(archive.read(archive.entries.at(0), { maxBytes: 5 }));
    expect(error).toMatchObject({ code: 'zip/limit', found: '10 bytes' });
  });

  it('refuses to expand a member that grows a thousandfold', async () => {
    const archive = await open([{ name: 'archive/data.pkl', bytes: new Uint8Array(70_000_000), deflate: true }]);
    const error = await rejection(archive.read(archive.entries.at(0), { maxBytes: 1e9 }));
    expect(error).toMatchObject({ code: 'zip/limit', at: { entry: 'archive/data.pkl' } });
  });
});

describe('checksums', () => {
  const wrong = { crc32: 1 };

  it('reports a record that does not match, and still gives it', async () => {
    const archive = await open([{ ...PICKLE, directory: wrong, local: wrong }]);
    expect(await readText(archive, 'archive/data.pkl')).toBe('the pickle');
    expect(archive.findings).toMatchObject([{ code: 'zip/crc', severity: 'error', expected: '0x00000001' }]);
  });

  it('compares nothing where the writer recorded none', async () => {
    const none = { crc32: 0 };
    const archive = await open([
      { ...PICKLE, directory: none, local: none },
      { ...VERSION, directory: none, local: none },
    ]);
    await readText(archive, 'archive/data.pkl');
    expect(archive.findings).toEqual([]);
  });
});

describe('local headers', () => {
  it('follows the directory and reports a name and a size that differ', async () => {
    const archive = await open([{ ...PICKLE, local: { name: 'archive/data.pkm', size: 4 } }]);
    expect(await readText(archive, 'archive/data.pkl')).toBe('the pickle');
    expect(archive.findings).toMatchObject([{ code: 'zip/entry', severity: 'warning' }]);
    expect(archive.findings[0]?.message).toContain('archive/data.pkm');
    expect(archive.findings[0]?.message).toContain('size 4 in the header, 10 in the directory');
  });

  it('refuses an entry whose local header is not there', async () => {
    const archive = await open([PICKLE, { ...VERSION, directory: { headerOffset: 3 } }]);
    const error = await rejection(archive.read(archive.entries.at(1), LIMIT));
    expect(error).toMatchObject({ code: 'zip/entry', at: { entry: 'archive/version', offset: 3 } });
  });

  it('refuses an entry that the local header pushes into the next one', async () => {
    const archive = await open([PICKLE, VERSION]);
    const shifted = makeZip([PICKLE, VERSION]);
    shifted[28] = 40;
    const broken = await readZip(new MemorySource(shifted));
    expect(archive.findings).toEqual([]);
    const error = await rejection(broken.read(broken.entries.at(0), LIMIT));
    expect(error.message).toContain('runs into what follows it');
  });
});

describe('reads', () => {
  it('needs one read for a small archive and everything in it', async () => {
    const source = new CountingSource(new MemorySource(makeZip([PICKLE, VERSION])));
    const archive = await readZip(source);
    await archive.readMany([...archive.entries], LIMIT);
    expect(source.reads).toBe(1);
  });

  it('reads neighbours at once and records before the directory not at all', async () => {
    const filler: ZipMember = { name: 'archive/data/0', bytes: new Uint8Array(300_000) };
    const byteOrder: ZipMember = { name: 'archive/byteorder', bytes: 'little' };
    const source = new CountingSource(new MemorySource(makeZip([PICKLE, byteOrder, filler, VERSION])));
    const archive = await readZip(source);
    const wanted = [...archive.entries].filter((entry) => entry.name !== 'archive/data/0');
    await archive.readMany(wanted, LIMIT);
    expect(source.reads).toBe(2);
    expect(source.bytesRead).toBeLessThan(72_000);
  });

  it('does not read payloads when it opens', async () => {
    const payloads = Array.from({ length: 20 }, (_, at) => ({
      name: `archive/data/${at}`,
      bytes: new Uint8Array(100_000),
    }));
    const source = new CountingSource(new MemorySource(makeZip([PICKLE, ...payloads])));
    await readZip(source);
    expect(source.ranges).toEqual([{ offset: source.size - 65_557, length: 65_557 }]);
  });

  it('stops when it is cancelled', async () => {
    const abort = new AbortController();
    abort.abort(new Error('enough'));
    await expect(readZip(new MemorySource(makeZip([PICKLE])), abort.signal)).rejects.toThrow('enough');
  });
});
