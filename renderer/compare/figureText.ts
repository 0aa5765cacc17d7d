import { MINUS } from '../ui/format/formatCount.ts';
import { formatFigure } from '../ui/format/formatFigure.ts';

/** What stands for a figure that does not apply or is not known. */
export const NO_FIGURE = '–';

/** A norm or a difference in a cell: four digits, three where there is an exponent (`0.02024`, `2.51e−4`). */
export function formatCell(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return NO_FIGURE;
  const text = formatFigure(value);
  return text.includes('e') ? formatFigure(value, 3) : text;
}

/** A share of elements in percent: `100` only if all of them, `0` only if none. */
export function formatPercent(share: number): string {
  if (Number.isNaN(share)) return NO_FIGURE;
  if (share === 0 || share === 1) return String(share * 100);
  const percent = share * 100;
  if (percent < 0.01) return '<0.01';
  return percent >= 99.995 ? '>99.99' : percent.toPrecision(percent < 1 ? 2 : percent < 10 ? 3 : 4);
}

/** Distances from ±1 below which a cosine is written as that distance. */
const CLOSE = 1e-3;

/** A cosine. Close to 1, where digits would all be nines, it is written as `1 − 1.1e−7`. */
export function formatCosine(cosine: number | undefined): string {
  if (cosine === undefined) return NO_FIGURE;
  const distance = 1 - Math.abs(cosine);
  // Rounding may lead a little beyond 1.
  if (distance <= 0) return cosine < 0 ? `${MINUS}1` : '1';
  if (distance >= CLOSE) return formatFigure(cosine, 5);
  const rest = formatFigure(distance, 2);
  return cosine < 0 ? `${MINUS}1 + ${rest}` : `1 ${MINUS} ${rest}`;
}

/** A difference with its sign: `+2.51e−4`, `−3.69e−6`. */
export function formatSigned(value: number, digits: number = 3): string {
  const text = formatFigure(value, digits);
  return value > 0 ? `+${text}` : text;
}
