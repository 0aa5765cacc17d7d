import { expect, it } from 'vitest';
import { drawNormLine } from './normLine.ts';

it('runs from the least norm at the bottom to the largest at the top', () => {
  expect(drawNormLine([1, 2, 3])).toEqual({ path: 'M3 15L38 9L73 3', end: { x: 73, y: 3 } });
});

it('breaks where a norm is not known', () => {
  expect(drawNormLine([1, Number.NaN, 1, 2]).path).toBe('M3 15M49.7 15L73 3');
});

it('draws a level line for norms that are the same, and nothing without any', () => {
  expect(drawNormLine([2, 2]).path).toBe('M3 9L73 9');
  expect(drawNormLine([Number.NaN])).toEqual({ path: '', end: undefined });
});
