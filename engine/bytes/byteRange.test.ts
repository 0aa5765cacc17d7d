import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coalesceRanges, covers } from './byteRange.ts';

describe('coalesceRanges', () => {
  it('merges neighbours within the gap and keeps the rest apart', () => {
    const ranges = [
      { offset: 200, length: 10 },
      { offset: 0, length: 10 },
      { offset: 14, length: 6 },
    ];
    expect(coalesceRanges(ranges, 4)).toEqual([
      { offset: 0, length: 20 },
      { offset: 200, length: 10 },
    ]);
  });

  it('swallows a range that lies inside another', () => {
    const ranges = [
      { offset: 0, length: 100 },
      { offset: 10, length: 5 },
    ];
    expect(coalesceRanges(ranges, 0)).toEqual([{ offset: 0, length: 100 }]);
  });

  it('covers every input with ranges that are sorted and further apart than the gap', () => {
    const range = fc.record({ offset: fc.nat(1000), length: fc.nat(50) });
    fc.assert(
      fc.property(fc.array(range), fc.nat(20), (ranges, gap) => {
        const merged = coalesceRanges(ranges, gap);
        expect(ranges.every((inner) => merged.some((outer) => covers(outer, inner)))).toBe(true);
        merged.slice(1).forEach((next, at) => {
          const before = merged[at];
          expect(before !== undefined && next.offset > before.offset + before.length + gap).toBe(true);
        });
      }),
    );
  });
});
