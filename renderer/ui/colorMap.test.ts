import { describe, expect, it } from 'vitest';
import { centredLimits, colorOf, makeRamp, parseRgb, type Rgb } from './colorMap.ts';

const STOPS: readonly Rgb[] = [
  [10, 60, 128],
  [255, 255, 255],
  [122, 58, 0],
];

describe('makeRamp', () => {
  const ramp = makeRamp(STOPS);
  const limits = { low: -2, high: 2 };

  it('goes through its stops', () => {
    expect(colorOf(ramp, -2, limits)).toEqual(STOPS[0]);
    expect(colorOf(ramp, 0, limits)).toEqual(STOPS[1]);
    expect(colorOf(ramp, 2, limits)).toEqual(STOPS[2]);
  });

  it('is lighter nearer to the middle', () => {
    const greens = [-2, -1.5, -1, -0.5, 0].map((value) => colorOf(ramp, value, limits)[1]);
    expect(greens).toEqual(greens.toSorted((a, b) => a - b));
  });

  it('interpolates in OKLab, not in RGB', () => {
    const [red, , blue] = colorOf(ramp, -1, limits);
    expect(Math.round((10 + 255) / 2)).not.toBe(red);
    expect(blue).toBeGreaterThan(red);
  });

  it('shows what lies beyond the limits as the ends', () => {
    expect(colorOf(ramp, 99, limits)).toEqual(STOPS[2]);
    expect(colorOf(ramp, -Infinity, limits)).toEqual(STOPS[0]);
  });

  it('shows a single value in the middle colour', () => {
    expect(colorOf(ramp, 7, { low: 7, high: 7 })).toEqual(STOPS[1]);
  });

  it('spans limits whose difference is no double', () => {
    const widest = { low: -Number.MAX_VALUE, high: Number.MAX_VALUE };
    expect(colorOf(ramp, 0, widest)).toEqual(STOPS[1]);
    expect(colorOf(ramp, Number.MAX_VALUE, widest)).toEqual(STOPS[2]);
  });
});

it('centres limits at zero', () => {
  expect(centredLimits(-1, 3)).toEqual({ low: -3, high: 3 });
  expect(centredLimits(-4, -1)).toEqual({ low: -4, high: 4 });
});

it('reads colours as styles and tokens write them', () => {
  expect(parseRgb('rgb(10, 60, 128)')).toEqual([10, 60, 128]);
  expect(parseRgb('#0a3c80')).toEqual([10, 60, 128]);
  expect(parseRgb('light-dark(#fff, #000)')).toBeUndefined();
});
