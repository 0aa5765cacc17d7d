import type { Figure } from '../engine/index.ts';

/** Significant digits of a table's figures. */
const DIGITS = 4;

/** A figure in four significant digits: an exponent below 1e-3 and from 1e5, whole numbers below that in full, `–` where none applies. */
export function formatFigure(figure: Figure): string {
  if (figure === null) return '–';
  if (typeof figure === 'string') return NAMES[figure] ?? figure;
  const size = Math.abs(figure);
  if (figure === 0 || (Number.isInteger(figure) && size < 1e5)) return String(figure);
  if (size < 1e-3 || size >= 1e5) return figure.toExponential(DIGITS - 1).replace('e+', 'e');
  return figure.toPrecision(DIGITS);
}

const NAMES: { readonly [name: string]: string } = { inf: 'Inf', '-inf': '-Inf' };

/** A share of a whole; 0 % and 100 % only where it is exactly that. */
export function formatShare(part: Figure, whole: Figure): string {
  const share = Number(part) / Number(whole);
  if (part === null || whole === null || Number.isNaN(share)) return '–';
  if (share === 0 || share === 1) return `${share * 100} %`;
  const percent = (share * 100).toPrecision(3);
  return Number(percent) >= 100 ? '99.9 %' : `${percent} %`;
}
