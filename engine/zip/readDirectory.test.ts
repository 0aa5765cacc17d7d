import { describe, expect, it } from 'vitest';
import { makeZip, type ZipFrame, type ZipMember } from '../../test/support/makeZip.ts';
import { rejection } from '../../test/support/rejection.ts';
import { MemorySource } from '../bytes/memorySource.ts';
import { readZip, type ZipArchive } from './zipArchive.ts';

const MEMBERS: readonly ZipMember[] = [
  { name: 'a/data.pkl', bytes: 'pickle' },
  { name: 'a/data/0', bytes: '0123456789' },
  { name: 'a/version', bytes: '3\n' },
];

async function open(bytes: Uint8Array): Promise<ZipArchive> {
  return readZip(new MemorySource(bytes));
}

async function openFramed(frame: ZipFrame): Promise<ZipArchive> {
  return open(makeZip(MEMBERS, frame));
}

async function firstText(archive: ZipArchive): Promise<string> {
  return new TextDecoder().decode(await archive.read(archive.entries.at(0), { maxBytes: 100 }));
}

describe('the end of the archive', () => {
  it.each(['saved by hand', 'PK\u0005\u0006', 'PK\u0005\u0006 and then words enough for a record'])(
    'keeps the comment %j',
    async (comment) => {
      const archive = await openFramed({ comment });
      expect(new TextDecoder().decode(archive.comment)).toBe(comment);
      expect(await firstText(archive)).toBe('pickle');
      expect(archive.findings).toEqual([]);
    },
  );

  it('reports a comment that ends with an archive of its own', async () => {
    const inner = Buffer.from(makeZip([])).toString('latin1');
    const archive = await openFramed({ comment: inner });
    expect(archive.findings).toMatchObject([{ code: 'zip/directory', severity: 'error', found: '2' }]);
  });

  it('reads zip64 end records', async () => {
    const archive = await openFramed({ zip64: true });
    expect(archive.entries.length).toBe(3);
    expect(archive.findings).toEqual([]);
  });

  it('finds the zip64 end record before its locator when the locator is wrong', async () => {
    const archive = await openFramed({ zip64: true, zip64EndOffset: 5n });
    expect(archive.entries.length).toBe(3);
  });

  it('reports bytes after the archive', async () => {
    const archive = await openFramed({ trailing: new Uint8Array(1000).fill(9) });
    expect(await firstText(archive)).toBe('pickle');
    expect(archive.findings).toMatchObject([{ code: 'zip/trailing', found: '1000 bytes' }]);
  });

  it('reports a comment that was cut', async () => {
    const whole = makeZip(MEMBERS, { comment: 'a long comment' });
    const archive = await open(whole.slice(0, -5));
    expect(archive.findings).toMatchObject([{ code: 'zip/truncated', expected: '14 bytes', found: '9 bytes' }]);
  });

  it('opens an archive without entries', async () => {
    const archive = await open(makeZip([]));
    expect(archive.entries.length).toBe(0);
    expect(archive.entries.find('data.pkl')).toBeUndefined();
  });
});

describe('a directory that is not where it should be', () => {
  it('counts offsets from the archive when bytes stand before it, and says so', async () => {
    const archive = await openFramed({ prefix: new Uint8Array(500).fill(1) });
    expect(await firstText(archive)).toBe('pickle');
    expect(archive.findings).toMatchObject([{ code: 'zip/directory', severity: 'error' }]);
    expect(archive.findings[0]?.message).toContain('500 bytes into the file');
  });

  it('shows the last of two archives glued together, never silently', async () => {
    const first = makeZip([{ name: 'a/data.pkl', bytes: 'other, and longer than the second' }]);
    const archive = await openFramed({ prefix: first });
    expect(await firstText(archive)).toBe('pickle');
    expect(archive.findings).toMatchObject([{ code: 'zip/directory', severity: 'error' }]);
  });

  it('reports an end record that names a wrong offset, and reads entries where they are', async () => {
    const archive = await openFramed({ end: { directoryOffset: 10 } });
    expect(await firstText(archive)).toBe('pickle');
    expect(archive.findings).toMatchObject([{ code: 'zip/directory', expected: '10' }]);
  });

  it('refuses when bytes were lost from the middle', async () => {
    const whole = makeZip(MEMBERS);
    const directoryAt = Buffer.from(whole).indexOf('PK\u0001\u0002');
    const cut = Buffer.concat([whole.subarray(0, directoryAt - 8), whole.subarray(directoryAt + 8)]);
    expect(await rejection(open(new Uint8Array(cut)))).toMatchObject({ code: 'zip/directory' });
  });

  it('refuses a directory larger than the file', async () => {
    const error = await rejection(openFramed({ end: { directoryBytes: 70_000 } }));
    expect(error).toMatchObject({ code: 'zip/directory', found: '70000 bytes' });
  });

  it('refuses a directory beyond the limit without reading it', async () => {
    const error = await rejection(openFramed({ zip64: true, end: { directoryBytes: 2 ** 40 } }));
    expect(error.code).toBe('zip/limit');
  });
});

describe('a directory that contradicts itself', () => {
  it.each([2, 50])('reports a count of %i where three entries are', async (entries) => {
    const archive = await openFramed({ end: { entries } });
    expect(archive.entries.length).toBe(3);
    expect(archive.findings).toMatchObject([{ code: 'zip/directory', expected: `${entries}`, found: '3' }]);
  });

  it('skips a damaged record and keeps the entries after it', async () => {
    const bytes = makeZip(MEMBERS);
    const second = Buffer.from(bytes).indexOf('PK\u0001\u0002', Buffer.from(bytes).indexOf('PK\u0001\u0002') + 4);
    bytes[second] = 0;
    const archive = await open(bytes);
    expect([...archive.entries].map((entry) => entry.name)).toEqual(['a/data.pkl', 'a/version']);
    expect(archive.findings.map((finding) => finding.code)).toEqual(['zip/directory', 'zip/directory']);
    expect(archive.findings[0]?.at).toEqual({ offset: second });
  });
});
