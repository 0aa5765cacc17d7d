import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignViews, coordinatesOf, countAligned, isAlignedRun, sideView } from './alignedView.ts';

/** Strides of a dense layout whose axes lie in the given order, the slowest first; axes of size 1 have any stride. */
function denseStrides(shape: readonly number[], order: readonly number[]): number[] {
  const stride = shape.map(() => 0);
  let step = 1;
  for (const axis of order.toReversed()) {
    stride[axis] = (shape[axis] ?? 1) === 1 ? 17 : step;
    step *= shape[axis] ?? 1;
  }
  return stride;
}

const layouts = fc
  .array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 })
  .chain((shape) => fc.tuple(fc.constant(shape), fc.shuffledSubarray([...shape.keys()], { minLength: shape.length })));

describe('alignViews', () => {
  it('makes one run of two equal dense layouts, and tells the indices of each of its elements', () => {
    fc.assert(
      fc.property(layouts, fc.nat(99), fc.nat(99), ([shape, order], a, b) => {
        const stride = denseStrides(shape, order);
        const view = alignViews([
          { shape, stride, offset: a },
          { shape, stride, offset: b },
        ]);
        const count = shape.reduce((product, size) => product * size, 1);
        expect(isAlignedRun(view)).toBe(true);
        expect(countAligned(view)).toBe(count);
        expect([sideView(view, 0).offset, sideView(view, 1).offset]).toEqual([a, b]);
        for (let at = 0; at < count; at++) {
          const place = coordinatesOf(view, at).map((index, axis) => index * (stride[axis] ?? 0));
          expect(place.reduce((sum, step) => sum + step, 0)).toBe(at);
        }
      }),
    );
  });

  it('makes no run of layouts that differ, and nothing of no elements', () => {
    const rows = { shape: [2, 3], stride: [3, 1], offset: 0 };
    expect(isAlignedRun(alignViews([rows, { ...rows, stride: [1, 2] }]))).toBe(false);
    expect(countAligned(alignViews([{ shape: [2, 0], stride: [1, 1], offset: 0 }]))).toBe(0);
  });
});
