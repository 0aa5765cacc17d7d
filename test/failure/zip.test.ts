import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../engine/bytes/memorySource.ts';
import { readZip, type ZipArchive } from '../../engine/zip/zipArchive.ts';
import { InspectError } from '../../shared/inspectError.ts';

const FIXTURES = new URL('../fixtures/damage/', import.meta.url);
const SAMPLE = new URL('../../samples/run/epoch=39-step=9680.ckpt', import.meta.url);

/** A damaged archive: `as` says whether opening or reading fails with the code, or opens and reports it. */
interface DamagedZip {
  readonly file: string;
  readonly what: string;
  readonly code: string;
  readonly as: 'error' | 'finding';
}

const CASES: readonly DamagedZip[] = JSON.parse(readFileSync(new URL('zip.json', FIXTURES), 'utf8'));

/** Opens and reads everything that claims to be readable. */
async function readAll(bytes: Uint8Array): Promise<ZipArchive> {
  const archive = await readZip(new MemorySource(bytes));
  for (const entry of archive.entries) {
    if (entry.problem === undefined) await archive.read(entry, { maxBytes: 10_000_000 });
  }
  return archive;
}

describe.each(CASES)('$file ($what)', ({ file, code, as }) => {
  const bytes = new Uint8Array(readFileSync(new URL(`zip/${file}`, FIXTURES)));

  it(`gives ${code} as ${as}`, async () => {
    if (as === 'error') {
      await expect(readAll(bytes)).rejects.toMatchObject({ code });
    } else {
      const { findings } = await readAll(bytes);
      expect(findings.map((finding) => finding.code)).toContain(code);
    }
  });
});

describe('a real checkpoint, cut anywhere', () => {
  const whole = new Uint8Array(readFileSync(SAMPLE));

  it.each([3, 4000, 409_583, 819_166, 1_451_832, 1_621_949, whole.length - 22, whole.length - 1])(
    'is truncated at %i bytes',
    async (length) => {
      await expect(readAll(whole.slice(0, length))).rejects.toMatchObject({
        code: 'zip/truncated',
        at: { offset: length },
      });
    },
  );

  it('has a tail of zeros that is named by its first byte', async () => {
    const bytes = whole.slice();
    bytes.fill(0, 589_757);
    const error: unknown = await readAll(bytes).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InspectError);
    expect(error).toMatchObject({ code: 'zip/zero-tail', found: '1048576 zero bytes' });
  });

  it('has one flipped bit in data.pkl: it opens, with a wrong checksum', async () => {
    const bytes = whole.slice();
    bytes[154] = (bytes[154] ?? 0) ^ 1;
    const { findings } = await readAll(bytes);
    expect(findings).toMatchObject([{ code: 'zip/crc', at: { entry: 'archive/data.pkl' } }]);
  });
});
