import { GROUP_SPACE, MINUS } from './formatCount.ts';

/** Significant digits where nothing else is said. */
const USUAL_DIGITS = 4;

/**
 * A real number: exponents below 1e−3 and from 1e5, U+2212 for minus, grouped from 1 000. `0` is exact zero, `−0` is kept,
 * and numbers that are none read `NaN`, `Inf`, `−Inf`.
 */
export function formatFigure(value: number, digits: number = USUAL_DIGITS): string {
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

/** A real number with as many digits, from five down to three, as fit into so many characters. */
export function fitFigure(value: number, characters: number): string {
  for (const digits of [5, 4]) {
    const text = formatFigure(value, digits);
    if (text.length <= characters) return text;
  }
  return formatFigure(value, 3);
}

/** A number at a tick or an edge, without the zeros that precision would add: `0.04`, `1e−6`, `25 000`. */
export function formatTick(value: number): string {
  const text = formatFigure(value, 6);
  const [mantissa = '', exponent] = text.split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return exponent === undefined ? short : `${short}e${exponent}`;
}

/** A number in full, for a tooltip or the clipboard: the shortest text that reads back to the same double. */
export function formatExact(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A positive number with an exponent, whatever its size: `3.09e−3`. */
export function formatExponent(size: number, digits: number): string {
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
