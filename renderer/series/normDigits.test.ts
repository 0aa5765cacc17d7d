import { expect, it } from 'vitest';
import { chooseDigits, digitsOf } from './normDigits.ts';

it('gives five digits to norms that differ in them, or are the same', () => {
  expect(chooseDigits([4.3129, 4.3216, 4.3268])).toBe(5);
  expect(chooseDigits([2, 2, Number.NaN])).toBe(5);
  expect(chooseDigits([])).toBe(5);
});

it('gives more where fewer would look the same', () => {
  expect(chooseDigits([1.688693, 1.688686, 1.688684])).toBe(7);
});

it('gives no more than a table has room for', () => {
  expect(chooseDigits([1, 1 + 1e-14])).toBe(9);
});

it('counts the digits that a step takes', () => {
  expect(digitsOf(437.4, 0.5)).toBe(4);
  expect(digitsOf(9, 1)).toBe(1);
});
