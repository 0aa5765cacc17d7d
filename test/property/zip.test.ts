import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountingSource } from '../../engine/bytes/countingSource.ts';
import { MemorySource } from '../../engine/bytes/memorySource.ts';
import { readZip } from '../../engine/zip/zipArchive.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { makeZip } from '../support/makeZip.ts';

const MAX_BYTES = 1_000_000;
const SMALL = makeZip(
  [
    { name: 'archive/data.pkl', bytes: 'pickle '.repeat(50), deflate: true },
    { name: 'archive/byteorder', bytes: 'little' },
    { name: 'archive/data/0', bytes: new Uint8Array(300).fill(5) },
    { name: 'archive/version', bytes: '3\n' },
  ],
  { zip64: true, comment: 'a comment' },
);
const REAL = new Uint8Array(readFileSync(new URL('../fixtures/zip/rezip_deflated.pt', import.meta.url)));

/** Opens and reads everything; whatever goes wrong must be an InspectError, and no entry may exceed its limit. */
async function exercise(bytes: Uint8Array): Promise<void> {
  const source = new CountingSource(new MemorySource(bytes));
  try {
    const archive = await readZip(source);
    for (const entry of archive.entries) {
      const read = archive.read(entry, { maxBytes: MAX_BYTES });
      const content = await read.catch((error: unknown) => {
        if (error instanceof InspectError) return new Uint8Array();
        throw error;
      });
      expect(content.length).toBeLessThanOrEqual(MAX_BYTES);
    }
    expect(archive.findings.every((finding) => finding.message.length > 0)).toBe(true);
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    expect(error.message.length).toBeGreaterThan(20);
  }
  // Opening reads the tail and the directory at two places at most; each entry twice at most.
  expect(source.bytesRead).toBeLessThan(bytes.length * 40 + 1_000_000);
}

function damage(bytes: Uint8Array, changes: readonly (readonly [number, number])[]): Uint8Array {
  const copy = bytes.slice();
  for (const [at, value] of changes) copy[at % copy.length] = value;
  return copy;
}

describe.each([
  ['a zip64 archive with a comment', SMALL],
  ['a checkpoint that was packed again', REAL],
])('%s', (_, whole) => {
  const change = fc.tuple(fc.nat(), fc.nat(255));

  it('gives an answer or an InspectError with any bytes changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => exercise(damage(whole, changes))),
      { numRuns: 400 },
    );
  });

  it('gives an answer or an InspectError with bytes changed where the structure is', async () => {
    const structure = fc.tuple(fc.nat(Math.min(900, whole.length - 1)), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(structure, { minLength: 1, maxLength: 4 }), (changes) =>
        exercise(
          damage(
            whole,
            changes.map(([back, value]) => [whole.length - 1 - back, value]),
          ),
        ),
      ),
      { numRuns: 400 },
    );
  });

  it('gives an answer or an InspectError cut at any byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length), (from, to) =>
        exercise(whole.slice(Math.min(from, to), Math.max(from, to))),
      ),
      { numRuns: 300 },
    );
  });
});

it('gives an answer or an InspectError for bytes that only pretend to be a zip', async () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .constantFrom('PK\u0001\u0002', 'PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0006\u0006', 'PK\u0006\u0007')
      .map((text) => Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), (pieces) => exercise(new Uint8Array(Buffer.concat(pieces)))),
    { numRuns: 500 },
  );
});
