import { describe, expect, it } from 'vitest';
import { makeZip } from '../../test/support/makeZip.ts';
import { rejection } from '../../test/support/rejection.ts';
import type { InspectError } from '../../shared/inspectError.ts';
import { CountingSource } from '../bytes/countingSource.ts';
import { MemorySource } from '../bytes/memorySource.ts';
import { readZip } from './zipArchive.ts';

const PAYLOAD = Uint8Array.from({ length: 200_000 }, (_, at) => (at * 7919) >>> 5);
const WHOLE = makeZip([
  { name: 'a/data.pkl', bytes: 'pickle' },
  { name: 'a/data/0', bytes: PAYLOAD },
]);

async function refusal(bytes: Uint8Array): Promise<InspectError> {
  return rejection(readZip(new MemorySource(bytes)));
}

describe('a zip without an end record', () => {
  it('is truncated before its directory', async () => {
    const error = await refusal(WHOLE.slice(0, 100_000));
    expect(error).toMatchObject({ code: 'zip/truncated', at: { offset: 100_000 } });
    expect(error.message).toContain('before its central directory');
    expect(error.advice).toContain('Copy the file again');
  });

  it('is truncated in its last byte, with the data probably whole', async () => {
    const error = await refusal(WHOLE.slice(0, -1));
    expect(error.code).toBe('zip/truncated');
    expect(error.message).toContain('tensor data is probably all there');
  });

  it('has zeros at its end: the first of them is named', async () => {
    const bytes = WHOLE.slice();
    bytes.fill(0, 150_001);
    bytes[150_000] = 1;
    expect(await refusal(bytes)).toMatchObject({
      code: 'zip/zero-tail',
      at: { offset: 150_001 },
      found: `${bytes.length - 150_001} zero bytes`,
    });
  });

  it('has so many zeros that only their number so far is told, after a bounded number of reads', async () => {
    const bytes = new Uint8Array(9_000_000);
    bytes.set(WHOLE.subarray(0, 1000));
    const source = new CountingSource(new MemorySource(bytes));
    const error = await rejection(readZip(source));
    expect(error.code).toBe('zip/zero-tail');
    expect(error.found).toContain('at least');
    expect(source.bytesRead).toBeLessThan(6_000_000);
  });

  it('went through a transfer in text mode', async () => {
    const text = Buffer.from(WHOLE.subarray(0, 100_000)).toString('latin1').replaceAll('\n', '\r\n');
    const error = await refusal(new Uint8Array(Buffer.from(text, 'latin1')));
    expect(error.code).toBe('zip/no-directory');
    expect(error.message).toContain('text mode');
  });
});
