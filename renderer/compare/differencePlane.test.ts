import { describe, expect, it } from 'vitest';
import { describeAxes, firstDifferencePlane } from './differencePlane.ts';

describe('firstDifferencePlane', () => {
  it('lays a tall picture down', () => {
    const plane = firstDifferencePlane([32, 8]);
    expect(plane).toEqual({ rowAxis: 1, columnAxis: 0, index: [0, 0] });
    expect(describeAxes([32, 8], plane)).toBe('dim 0 →, dim 1 ↓');
  });

  it('leaves a wide or nearly square one as it is', () => {
    expect(firstDifferencePlane([8, 32])).toEqual({ rowAxis: 0, columnAxis: 1, index: [0, 0] });
    expect(firstDifferencePlane([9, 8]).rowAxis).toBe(0);
  });

  it('shows the last two axes of many, and the one of a vector', () => {
    expect(firstDifferencePlane([5, 64, 3])).toEqual({ rowAxis: 2, columnAxis: 1, index: [0, 0, 0] });
    expect(describeAxes([7], firstDifferencePlane([7]))).toBe('dim 0 →');
  });
});
