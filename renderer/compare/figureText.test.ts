import { describe, expect, it } from 'vitest';
import { formatCell, formatCosine, formatPercent, formatSigned } from './figureText.ts';

describe('formatCell', () => {
  it.each([
    [436.26471, '436.3'],
    [0.0202411, '0.02024'],
    [2.5112e-4, '2.51e−4'],
    [8712, '8\u202F712'],
    [0, '0'],
    [Infinity, 'Inf'],
    [Number.NaN, '–'],
    [undefined, '–'],
  ])('writes %s in a cell', (value, text) => expect(formatCell(value)).toBe(text));
});

describe('formatPercent', () => {
  it.each([
    [0, '0'],
    [1, '100'],
    [0.49631, '49.63'],
    [0.0252, '2.52'],
    [0.00314, '0.31'],
    [1e-7, '<0.01'],
    [0.99981, '99.98'],
    [0.999999, '>99.99'],
    [Number.NaN, '–'],
  ])('writes %s, and all only for all', (share, text) => expect(formatPercent(share)).toBe(text));
});

describe('formatCosine', () => {
  it.each([
    [1 - 1.1e-7, '1 − 1.1e−7'],
    [1, '1'],
    [1.0000000000000002, '1'],
    [0.98765432, '0.98765'],
    [-1 + 2e-6, '−1 + 2.0e−6'],
    [-1, '−1'],
    [0, '0'],
    [undefined, '–'],
  ])('writes %s', (cosine, text) => expect(formatCosine(cosine)).toBe(text));
});

describe('formatSigned', () => {
  it.each([
    [2.51e-4, '+2.51e−4'],
    [-3.69e-6, '−3.69e−6'],
    [0, '0'],
  ])('writes %s with its sign', (value, text) => expect(formatSigned(value)).toBe(text));
});
