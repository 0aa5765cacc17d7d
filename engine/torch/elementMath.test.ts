import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, contiguousStride, countElements, multiply, reachOf } from './elementMath.ts';

describe('countElements', () => {
  it('is 1 for a scalar and 0 for a tensor with an empty dimension, whatever the others are', () => {
    expect(countElements([])).toBe(1);
    expect(countElements([2 ** 40, 2 ** 40, 0])).toBe(0);
  });

  it('stays exact beyond 2^53', () => {
    expect(countElements([2 ** 40, 2 ** 40])).toBe(2n ** 80n);
    expect(countElements([3, 2n ** 60n])).toBe(3n * 2n ** 60n);
  });

  it('equals the product of big integers', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 31 - 1), { maxLength: 5 }), (shape) => {
        const product = shape.reduce((sum, size) => sum * BigInt(size), 1n);
        expect(BigInt(countElements(shape))).toBe(product);
      }),
    );
  });
});

describe('multiply', () => {
  it('gives a number wherever one holds the result', () => {
    expect(multiply(2 ** 30, 2 ** 23 - 1)).toBe(2 ** 30 * (2 ** 23 - 1));
    expect(multiply(2 ** 30, 2 ** 23)).toBe(2n ** 53n);
    expect(multiply(2n ** 60n, 0)).toBe(0);
  });
});

describe('bytesOf', () => {
  it('rounds elements of less than a byte up to whole bytes', () => {
    expect(bytesOf(24, 4)).toBe(12);
    expect(bytesOf(25, 4)).toBe(13);
    expect(bytesOf(5, 2)).toBe(2);
    expect(bytesOf(3, 32)).toBe(12);
  });
});

describe('reachOf', () => {
  it('is one past the last element that a view touches', () => {
    expect(reachOf([2, 3], [3, 1], 0)).toBe(6);
    expect(reachOf([2, 3], [10, 2], 5)).toBe(20);
    expect(reachOf([], [], 7)).toBe(8);
  });

  it('is 0 for a view without elements, wherever it begins', () => {
    expect(reachOf([0, 5], [5, 1], 100)).toBe(0);
  });

  it('does not grow with a stride of 0', () => {
    expect(reachOf([2 ** 40], [0], 3)).toBe(4);
  });

  it('equals a walk over all elements', () => {
    const axis = fc.record({ size: fc.integer({ min: 0, max: 4 }), stride: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(axis, { maxLength: 4 }), fc.nat(50), (axes, offset) => {
        let positions = [offset];
        for (const { size, stride } of axes) {
          positions = positions.flatMap((at) => Array.from({ length: size }, (_, index) => at + index * stride));
        }
        const expected = positions.length === 0 ? 0 : Math.max(...positions) + 1;
        const [shape, stride] = [axes.map(({ size }) => size), axes.map((axisFacts) => axisFacts.stride)];
        expect(reachOf(shape, stride, offset)).toBe(expected);
      }),
    );
  });
});

describe('contiguousStride', () => {
  it('counts a dimension of 0 as 1, as torch does', () => {
    expect(contiguousStride([2, 3, 4])).toEqual([12, 4, 1]);
    expect(contiguousStride([2, 0, 4])).toEqual([4, 4, 1]);
    expect(contiguousStride([])).toEqual([]);
  });
});
