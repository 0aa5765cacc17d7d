import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planChunks, type Run } from './planChunks.ts';

const run = (tensor: number, start: number, bytes: number, width = 4): Run => ({ tensor, start, bytes, width });

describe('planChunks', () => {
  it('reads small neighbours at once and skips a wide gap', () => {
    expect(planChunks([run(1, 1_000_000, 8), run(0, 64, 16), run(2, 128, 4)], 4096)).toEqual([
      {
        start: 64,
        end: 132,
        segments: [
          { tensor: 0, start: 64, bytes: 16 },
          { tensor: 2, start: 128, bytes: 4 },
        ],
      },
      { start: 1_000_000, end: 1_000_008, segments: [{ tensor: 1, start: 1_000_000, bytes: 8 }] },
    ]);
  });

  it('cuts a large run between elements', () => {
    const chunks = planChunks([run(0, 10, 80, 8)], 36);
    expect(chunks.map(({ start, end }) => [start, end])).toEqual([
      [10, 42],
      [42, 74],
      [74, 90],
    ]);
  });

  it('reads the bytes before a run that tell whether it is in its place', () => {
    const lead = 50;
    const chunks = planChunks(
      [
        { ...run(0, 200, 80, 8), lead },
        { ...run(1, 320, 8), lead: 30 },
      ],
      90,
    );
    expect(chunks).toEqual([
      { start: 150, end: 240, segments: [{ tensor: 0, start: 200, bytes: 40, lead }] },
      {
        start: 240,
        end: 328,
        segments: [
          { tensor: 0, start: 240, bytes: 40 },
          { tensor: 1, start: 320, bytes: 8, lead: 30 },
        ],
      },
    ]);
  });

  it('covers every byte of every run once, in reads within the limit, even where runs overlap', () => {
    const anyRun = fc.record({
      start: fc.nat(300_000),
      elements: fc.nat(3000),
      width: fc.constantFrom(1, 2, 4, 8),
    });
    fc.assert(
      fc.property(fc.array(anyRun, { maxLength: 30 }), fc.integer({ min: 64, max: 5000 }), (sizes, limit) => {
        const runs = sizes.map(({ start, elements, width }, tensor) => run(tensor, start, elements * width, width));
        const chunks = planChunks(runs, limit);
        for (const chunk of chunks) {
          expect(chunk.end - chunk.start).toBeLessThanOrEqual(limit);
          for (const part of chunk.segments) {
            expect(part.start).toBeGreaterThanOrEqual(chunk.start);
            expect(part.start + part.bytes).toBeLessThanOrEqual(chunk.end);
            expect(part.bytes % (runs[part.tensor]?.width ?? 0)).toBe(0);
          }
        }
        for (const { tensor, start, bytes } of runs) {
          const parts = chunks.flatMap((chunk) => chunk.segments).filter((part) => part.tensor === tensor);
          let at = start;
          for (const part of parts.sort((a, b) => a.start - b.start)) {
            expect(part.start).toBe(at);
            at += part.bytes;
          }
          expect(parts.length === 0 ? bytes : at - start).toBe(bytes);
        }
      }),
    );
  });
});
