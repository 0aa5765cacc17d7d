import { formatFigure, formatExponent } from './formatFigure.ts';

/** Significant digits of a relative change in tables. */
const USUAL_DIGITS = 3;

/** A relative change: always with an exponent (`3.09e−3`), `0` only where nothing changed, `–` where it does not apply. */
export function formatChange(change: number, digits: number = USUAL_DIGITS): string {
  if (Number.isNaN(change)) return '–';
  return change === 0 || !Number.isFinite(change) ? formatFigure(change) : formatExponent(change, digits);
}
