import { describe, expect, it } from 'vitest';
import { fitLine } from './fitLine.ts';

describe('a fitted line', () => {
  it('finds the fixed cost and the rate of measurements that lie on one', () => {
    const points = [10e6, 100e6, 1e9, 4e9].map((bytes) => ({ bytes, seconds: 0.002 + bytes / 8e9 }));
    const { intercept, rate, deviation } = fitLine(points);
    expect(intercept).toBeCloseTo(0.002, 9);
    expect(rate / 8e9).toBeCloseTo(1, 9);
    expect(deviation).toBeLessThan(1e-9);
  });

  it('tells how far a measurement lies off', () => {
    const points = [1e9, 2e9, 3e9, 4e9].map((bytes, i) => ({ bytes, seconds: (bytes / 1e9) * (i === 2 ? 1.5 : 1) }));
    expect(fitLine(points).deviation).toBeGreaterThan(0.15);
  });
});
