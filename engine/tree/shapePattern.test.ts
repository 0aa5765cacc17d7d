import { describe, expect, it } from 'vitest';
import { matchesShape, parseShapePattern } from './shapePattern.ts';

const matches = (pattern: string, ...sizes: number[]): boolean =>
  matchesShape(parseShapePattern(pattern), Float64Array.from(sizes));

describe('parseShapePattern', () => {
  it('reads shapes as people and Python write them', () => {
    for (const pattern of ['8×3', '8x3', '8 3', '[8, 3]', '(8, 3)', ' [8,3] ']) {
      expect([pattern, matches(pattern, 8, 3)]).toEqual([pattern, true]);
    }
    expect(matches('(8,)', 8)).toBe(true);
  });

  it('takes a star for any size of one dimension, and no brackets for a scalar', () => {
    expect([matches('8×*', 8, 7), matches('8×*', 8), matches('8×*', 8, 7, 1)]).toEqual([true, false, false]);
    expect([matches('[]'), matches('[]', 1)]).toEqual([true, false]);
  });

  it('says what it cannot read, and where', () => {
    expect(() => parseShapePattern('8×foo×3')).toThrow('"foo" at character 3');
    expect(() => parseShapePattern('[8, -1]')).toThrow('"-1" at character 5');
  });
});
