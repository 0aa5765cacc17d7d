import { describe, expect, it } from 'vitest';
import { makeZip, type ZipMember } from '../../test/support/makeZip.ts';
import { rejection } from '../../test/support/rejection.ts';
import { MemorySource } from '../bytes/memorySource.ts';
import { LIMITS } from '../limits.ts';
import { readZip, type ZipArchive } from './zipArchive.ts';

const GOOD: ZipMember = { name: 'a/data.pkl', bytes: 'pickle' };

async function open(...members: ZipMember[]): Promise<ZipArchive> {
  return readZip(new MemorySource(makeZip(members)));
}

/** The second of two entries, of which the directory says what `lie` says. */
async function openLie(lie: ZipMember['directory'] & object): Promise<ZipArchive> {
  return open(GOOD, { name: 'a/data/0', bytes: '0123456789', directory: lie });
}

describe('entries that cannot be read', () => {
  it.each([
    { title: 'encrypted', lie: { flags: 0x0801 }, code: 'zip/encrypted' },
    { title: 'of an unknown method', lie: { method: 99 }, code: 'zip/method' },
    { title: 'beyond the end of the file', lie: { headerOffset: 0x7fffffff }, code: 'zip/entry' },
    { title: 'larger than the file', lie: { compressedSize: 0xfffffff0, size: 0xfffffff0 }, code: 'zip/entry' },
    { title: 'stored with two sizes', lie: { size: 4 }, code: 'zip/entry' },
    { title: 'with a zip64 field cut short', lie: zip64Extra(4), code: 'zip/entry' },
    { title: 'with a size of 2^63', lie: zip64Extra(16), code: 'zip/entry' },
  ])('marks one $title, and the others stay readable', async ({ lie, code }) => {
    const archive = await openLie(lie);
    const entry = archive.entries.at(1);
    expect(entry.problem?.code).toBe(code);
    expect(archive.findings[0]).toMatchObject({ code, severity: 'error', at: { entry: 'a/data/0' } });
    expect(await rejection(archive.read(entry, { maxBytes: 1000 }))).toMatchObject({ code });
    expect((await archive.read(archive.entries.at(0), { maxBytes: 1000 })).length).toBe(6);
  });

  it('blames the entry that runs into the next, not the next', async () => {
    const archive = await open(
      { ...GOOD, directory: { compressedSize: 50, size: 50 } },
      { name: 'a/data/0', bytes: 'x'.repeat(100) },
    );
    expect(archive.entries.at(0).problem?.message).toContain('overlaps another entry');
    expect(archive.entries.at(1).problem).toBeUndefined();
  });

  it('refuses all entries that share one place', async () => {
    const shared = Array.from({ length: 200 }, (_, at) => ({
      name: `a/data/${at}`,
      bytes: '',
      directory: { headerOffset: 0, compressedSize: 6, size: 6, crc32: 0 },
    }));
    const archive = await open(GOOD, ...shared);
    expect([...archive.entries].every((entry) => entry.problem !== undefined)).toBe(true);
    expect(archive.findings.filter((finding) => finding.code === 'zip/entry').length).toBe(LIMITS.findingsPerCode + 1);
    expect(archive.findings.at(-1)?.message).toContain('more findings of this kind');
  });
});

/** Saturates the sizes, and gives a zip64 field with so many of the 16 bytes that they need. */
function zip64Extra(bytes: number): ZipMember['directory'] & object {
  const field = Buffer.alloc(4 + bytes, 0x7f);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(16, 2);
  return { compressedSize: 0xffffffff, size: 0xffffffff, extra: new Uint8Array(field) };
}

describe('names', () => {
  it.each([
    ['/etc/passwd', 'absolute'],
    ['a\\data.pkl', 'backslash'],
    ['C:/x', 'drive letter'],
    ['a/../../x', 'parent folder'],
    ['..', 'parent folder'],
    ['a/\u001b[2Jx', 'control characters'],
    ['', 'empty'],
    ['a/'.repeat(3000), '6000 bytes'],
    [Uint8Array.of(0x61, 0xff, 0xfe), 'UTF-8'],
  ])('reports %j', async (name, trouble) => {
    const archive = await open(GOOD, { name, bytes: 'x' });
    expect(archive.findings).toMatchObject([{ code: 'zip/name', severity: 'warning' }]);
    expect(archive.findings[0]?.found).toContain(trouble);
  });

  it.each(['модель/data.pkl', 'a/..b/c..', 'a/.data/serialization_id', 'a/'])('accepts %j', async (name) => {
    const archive = await open(GOOD, { name, bytes: '' });
    expect(archive.findings).toEqual([]);
    expect(archive.entries.at(1).name).toBe(name);
  });

  it('reports a symbolic link', async () => {
    const archive = await openLie({ madeBy: 3, externalAttributes: 0o120777 * 0x10000 });
    expect(archive.findings).toMatchObject([{ code: 'zip/entry', found: 'a symbolic link' }]);
  });
});

describe('duplicates', () => {
  it('reports two entries of one name', async () => {
    const archive = await open(GOOD, { ...GOOD, bytes: 'another' });
    expect(archive.findings).toMatchObject([{ code: 'zip/duplicate', severity: 'error', found: '2 entries' }]);
    expect(archive.entries.findAll('a/data.pkl').map((entry) => entry.index)).toEqual([0, 1]);
  });

  it('reports names that differ in case only, and finds the exact one first', async () => {
    const archive = await open({ ...GOOD, name: 'a/DATA.PKL' }, GOOD);
    expect(archive.findings[0]?.message).toContain('differ in case only');
    expect(archive.entries.find('a/data.pkl')?.index).toBe(1);
    expect(archive.entries.find('a/Data.pkl')?.index).toBe(0);
  });

  it('refuses an archive that gives one name to hundreds of entries', async () => {
    const flood = Array.from({ length: 200 }, () => GOOD);
    expect(await rejection(open(...flood))).toMatchObject({ code: 'zip/limit', at: { entry: 'a/data.pkl' } });
  });
});

it('refuses names that were chosen to collide', async () => {
  const names = collidingNames(2500);
  expect(await rejection(open(...names.map((name) => ({ name, bytes: '' }))))).toMatchObject({ code: 'zip/limit' });
});

/** Names whose FNV-1a hashes share their low 13 bits, found by trying. */
function collidingNames(count: number): string[] {
  const names: string[] = [];
  for (let at = 0; names.length < count; at++) {
    let hash = 0x811c9dc5;
    for (const letter of `${at}`) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    if ((((hash ^ (hash >>> 15)) >>> 0) & 0x1fff) === 0) names.push(`${at}`);
  }
  return names;
}
