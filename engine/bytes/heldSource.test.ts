import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountingSource } from './countingSource.ts';
import { HeldSource } from './heldSource.ts';
import { MemorySource } from './memorySource.ts';

const BYTES = Uint8Array.from({ length: 100 }, (_, at) => at);

function heldOver(): { inner: CountingSource; held: HeldSource } {
  const inner = new CountingSource(new MemorySource(BYTES));
  return { inner, held: new HeldSource(inner) };
}

describe('HeldSource', () => {
  it('answers from what it holds without a read', async () => {
    const { inner, held } = heldOver();
    await held.hold(50, 50);
    expect(await held.read(60, 10)).toEqual(BYTES.slice(60, 70));
    expect(inner.reads).toBe(1);
  });

  it('reads only the part that is missing at either side', async () => {
    const { inner, held } = heldOver();
    await held.hold(0, 10);
    await held.hold(80, 20);
    expect(await held.read(5, 90)).toEqual(BYTES.slice(5, 95));
    expect(inner.ranges.at(-1)).toEqual({ offset: 10, length: 70 });
  });

  it('gives copies: a caller that changes them changes nothing else', async () => {
    const { held } = heldOver();
    await held.hold(0, 10);
    (await held.read(0, 10)).fill(255);
    expect(await held.read(0, 10)).toEqual(BYTES.slice(0, 10));
  });

  it('reads again after release', async () => {
    const { inner, held } = heldOver();
    await held.hold(0, 10);
    held.release();
    await held.read(0, 10);
    expect(inner.reads).toBe(2);
  });

  it('gives the same bytes as the inner source, whatever is held', async () => {
    const range = fc.tuple(fc.nat(99), fc.nat(99)).map(([a, b]) => [Math.min(a, b), Math.abs(a - b) + 1] as const);
    await fc.assert(
      fc.asyncProperty(fc.array(range, { maxLength: 5 }), range, async (holds, [offset, length]) => {
        const { held } = heldOver();
        for (const [at, count] of holds) await held.hold(at, count);
        expect(await held.read(offset, length)).toEqual(BYTES.slice(offset, offset + length));
      }),
    );
  });
});

describe('MemorySource', () => {
  it('treats a read beyond its end as a defect of the caller', async () => {
    await expect(new MemorySource(BYTES).read(90, 20)).rejects.toThrow(RangeError);
  });
});
