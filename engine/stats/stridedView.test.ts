import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countView, gatherView, isRun, spanOf, splitView, toElementSet, type StridedView } from './stridedView.ts';

/** The naive twin: storage positions of every element, by counting indexes. */
function positions(shape: readonly number[], stride: readonly number[], offset: number): number[] {
  return shape.reduce<number[]>(
    (from, size, axis) => from.flatMap((at) => Array.from({ length: size }, (_, i) => at + i * (stride[axis] ?? 0))),
    [offset],
  );
}

const positionsOf = ({ offset, dims }: StridedView) =>
  positions(
    dims.map(({ size }) => size),
    dims.map(({ stride }) => stride),
    offset,
  );
const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

const anyView = fc
  .array(fc.record({ size: fc.nat(5), stride: fc.nat(12) }), { maxLength: 4 })
  .chain((dims) => fc.record({ dims: fc.constant(dims), offset: fc.nat(9) }));

describe('toElementSet', () => {
  it('sees a plain run in a transposed and in a permuted tensor', () => {
    expect(toElementSet([3, 2], [1, 3], 4)).toEqual({ repeat: 1, view: { offset: 4, dims: [{ size: 6, stride: 1 }] } });
    expect(isRun(toElementSet([2, 4, 3], [1, 6, 2], 0).view)).toBe(true);
  });

  it('counts an expanded tensor by its factor', () => {
    expect(toElementSet([2 ** 20, 3, 2 ** 20], [0, 1, 0], 0)).toMatchObject({
      repeat: 2 ** 40,
      view: { dims: [{ size: 3 }] },
    });
  });

  it('holds the same elements as the tensor, each as often', () => {
    fc.assert(
      fc.property(anyView, ({ dims, offset }) => {
        const shape = dims.map(({ size }) => size);
        const stride = dims.map((dim) => dim.stride);
        const { repeat, view } = toElementSet(shape, stride, offset);
        const found = repeat === 0 ? [] : positionsOf(view).flatMap((at) => Array.from({ length: repeat }, () => at));
        expect(sorted(found)).toEqual(sorted(positions(shape, stride, offset)));
      }),
    );
  });
});

describe('splitView', () => {
  it('loses and repeats nothing, and keeps every piece within the limit', () => {
    fc.assert(
      fc.property(anyView, fc.integer({ min: 1, max: 40 }), ({ dims, offset }, limit) => {
        const view = {
          offset,
          dims: dims.filter(({ size, stride }) => size > 1 && stride > 0).sort((a, b) => b.stride - a.stride),
        };
        const pieces = [...splitView(view, limit)];
        expect(sorted(pieces.flatMap(positionsOf))).toEqual(sorted(positionsOf(view)));
        for (const piece of pieces) {
          expect(spanOf(piece)).toBeLessThanOrEqual(limit);
          expect(countView(piece)).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });
});

describe('gatherView', () => {
  it('copies the elements of a view in order', () => {
    fc.assert(
      fc.property(anyView, fc.constantFrom(1, 2, 4), ({ dims }, width) => {
        const view = { offset: 0, dims: dims.filter(({ size }) => size > 0) };
        const source = Uint8Array.from({ length: spanOf(view) * width }, (_, i) => (i * 31) % 251);
        const target = new Uint8Array(countView(view) * width);
        expect(gatherView(view, width, source, target)).toBe(target.length);
        const expected = positionsOf(view).flatMap((at) => [...source.subarray(at * width, (at + 1) * width)]);
        expect([...target]).toEqual(expected);
      }),
    );
  });
});
