import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyView, positionsOf } from '../../test/support/anyView.ts';
import { mergeDims, takeRange } from './elementView.ts';
import { mergePlaced, planPieces } from './viewPieces.ts';

describe('takeRange', () => {
  it('gives the elements of a range in order, whatever the strides', () => {
    fc.assert(
      fc.property(anyView, fc.nat(40), fc.nat(40), (view, a, b) => {
        const all = positionsOf(view);
        const [start, end] = [Math.min(a, b, all.length), Math.min(Math.max(a, b), all.length)];
        const found = [...takeRange(view, start, end)].flatMap(positionsOf);
        expect(found).toEqual(all.slice(start, end));
      }),
    );
  });

  it('takes whole rows in the middle as one view', () => {
    const view = {
      offset: 0,
      dims: [
        { size: 100, stride: 7 },
        { size: 3, stride: 1 },
      ],
    };
    expect([...takeRange(view, 1, 299)]).toHaveLength(3);
  });
});

describe('mergeDims', () => {
  it('keeps the order of elements', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(positionsOf(mergeDims(view))).toEqual(positionsOf(view));
      }),
    );
  });

  it('sees one run in a contiguous tensor', () => {
    const dims = [
      { size: 2, stride: 12 },
      { size: 1, stride: 5 },
      { size: 3, stride: 4 },
      { size: 4, stride: 1 },
    ];
    expect(mergeDims({ offset: 9, dims })).toEqual({ offset: 9, dims: [{ size: 24, stride: 1 }] });
  });
});

describe('planPieces', () => {
  it('reads each row of a narrow column on its own, and nothing between rows that are far apart', () => {
    const column = {
      offset: 5,
      dims: [
        { size: 40_000, stride: 40_000 },
        { size: 10, stride: 1 },
      ],
    };
    const pieces = [...planPieces(mergePlaced(column), 32)];
    expect(pieces).toHaveLength(40_000);
    expect(pieces.reduce((sum, { span }) => sum + span, 0)).toBe(400_000);
  });

  it('reads rows that are close together at once', () => {
    const block = {
      offset: 0,
      dims: [
        { size: 100, stride: 4096 },
        { size: 100, stride: 1 },
      ],
    };
    expect([...planPieces(mergePlaced(block), 32)].map(({ span }) => span)).toEqual([99 * 4096 + 100]);
  });

  it('cuts a long run into reads of at most 2 MiB', () => {
    const spans = [...planPieces(mergePlaced({ offset: 0, dims: [{ size: 3 << 20, stride: 1 }] }), 32)].map(
      ({ span }) => span,
    );
    expect(spans.reduce((sum, span) => sum + span, 0)).toBe(3 << 20);
    expect(Math.max(...spans) * 4).toBeLessThanOrEqual(2 << 20);
  });
});
