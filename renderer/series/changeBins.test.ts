import { describe, expect, it } from 'vitest';
import { findChangeBin } from './changeBins.ts';

describe('findChangeBin', () => {
  it.each([
    [0, 0],
    [-0, 0],
    [Number.MIN_VALUE, 1],
    [9.99e-6, 1],
    [1e-5, 2],
    [3e-5, 3],
    [1e-4, 4],
    [9.999e-4, 4],
    [1e-3, 5],
    [-2e-3, 5],
    [Infinity, 5],
  ])('puts a change of %s into bin %s', (change, bin) => expect(findChangeBin(change)).toBe(bin));

  it('knows no bin for a change that is not known', () => expect(findChangeBin(Number.NaN)).toBeUndefined());
});
