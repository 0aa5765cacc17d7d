import { describe, expect, it } from 'vitest';
import { CHANGE_TICKS, changeLength } from './changeBar.ts';

describe('changeLength', () => {
  it.each([
    [1e-6, 0],
    [1e-4, 0.4],
    [0.01, 0.8],
    [0.1, 1],
  ])('puts %s on a logarithmic axis', (change, length) => expect(changeLength(change)).toBeCloseTo(length, 12));

  it('keeps what is beyond the axis at its ends', () => {
    expect([1e-9, 3, Infinity].map(changeLength)).toEqual([0, 1, 1]);
  });

  it('has no bar for what did not change or is not known', () => {
    expect([0, Number.NaN].map(changeLength)).toEqual([0, 0]);
  });

  it('spreads its ticks evenly', () => {
    const places = CHANGE_TICKS.map(changeLength);
    for (const [position, place] of places.entries()) expect(place).toBeCloseTo(position / 5, 12);
  });
});
