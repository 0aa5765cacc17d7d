import { expect, it } from 'vitest';
import { SPARK_BARS, sparkHeights } from './sparkHeights.ts';

function heights(edges: readonly number[], counts: readonly number[], usual?: number): Uint8Array {
  const target = new Uint8Array(SPARK_BARS).fill(9);
  sparkHeights({ edges: Float64Array.from(edges), counts: Float64Array.from(counts), usual }, target);
  return target;
}

function filled(bars: Uint8Array): readonly number[] {
  return [...bars.keys()].filter((bar) => (bars[bar] ?? 0) > 0);
}

it('keeps zero in the middle, whatever the range', () => {
  expect(filled(heights([0, 1], [1000]))).toEqual(Array.from({ length: 16 }, (_, i) => 16 + i));
  expect(filled(heights([-2, 0], [1000]))).toEqual(Array.from({ length: 16 }, (_, i) => i));
});

it('gives the fullest bar the whole height and any other at least one step', () => {
  const bars = heights([-1, 0, 1], [16e6, 16]);
  expect([bars[0], bars[31]]).toEqual([255, 1]);
});

it('stands a constant in one bar, and zeros right of the line', () => {
  expect(filled(heights([3, 3], [8]))).toEqual([31]);
  expect(filled(heights([0, 0], [8]))).toEqual([16]);
});

it('stands few elements at the upper end of a wide bin', () => {
  expect(filled(heights([-1, -0.99, 1], [1, 1]))).toEqual([0, 31]);
});

it('counts outliers in the outermost bars', () => {
  const bars = heights([-1, 1, 900, 1000], [20_000, 0, 1], 1);
  expect(filled(bars).length).toBeGreaterThan(20);
  expect(bars[31]).toBe(1);
});

it('stays within the range of doubles', () => {
  expect(filled(heights([-1.7e308, 1.7e308], [64])).length).toBe(SPARK_BARS);
});

it('leaves a row without a histogram empty', () => {
  expect(filled(heights([Number.NaN], []))).toEqual([]);
});
