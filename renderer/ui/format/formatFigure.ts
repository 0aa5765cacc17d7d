import { GROUP_SPACE, MINUS } from './formatCount.ts';

/** Significant digits in a table, unless a person chooses otherwise. */
export const TABLE_DIGITS = 4;

/**
 * A real number: exponents below 1e−3 and from 1e5, U+2212 for minus, grouped from 1 000. `0` is exact zero, `−0` is kept,
 * and numbers that are none read `NaN`, `Inf`, `−Inf`.
 */
export function formatFigure(value: number, digits: number = TABLE_DIGITS): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return Object.is(value, -0) ? `${MINUS}0` : '0';
  const sign = value < 0 ? MINUS : '';
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}Inf`;
  // Rounded first: 99 999.9 becomes 1.000e5, not 100 000.
  const rounded = Number(size.toPrecision(digits));
  if (rounded < 1e-3 || rounded >= 1e5) return sign + formatExponent(size, digits);
  const text = rounded.toPrecision(Math.max(digits, wholeDigits(rounded)));
  return sign + groupWhole(text);
}

/** A relative change: always an exponent, three digits. */
export function formatRelative(value: number): string {
  if (!Number.isFinite(value) || value === 0) return formatFigure(value);
  return (value < 0 ? MINUS : '') + formatExponent(Math.abs(value), 3);
}

/** A number in full, for a tooltip or the clipboard: the shortest text that reads back to the same double. */
export function formatExact(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function formatExponent(size: number, digits: number): string {
  return size
    .toExponential(digits - 1)
    .replace('e-', `e${MINUS}`)
    .replace('e+', 'e');
}

function wholeDigits(size: number): number {
  return size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
}

function groupWhole(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, GROUP_SPACE);
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
