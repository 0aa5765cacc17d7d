import { formatCounted } from '../ui/format/formatCount.ts';
import type { CellTone, MatrixCell } from './matrixCell.ts';

const COLOURS: Readonly<Record<CellTone, string>> = {
  bin0: 'var(--seq-0)',
  bin1: 'var(--seq-1)',
  bin2: 'var(--seq-2)',
  bin3: 'var(--seq-3)',
  bin4: 'var(--seq-4)',
  bin5: 'var(--seq-5)',
  nan: 'var(--nan)',
  none: 'transparent',
};

/**
 * Cells side by side as CSS gradients, each so many pixels wide with a gap of one after it. `marksNan`: two gradients, the first
 * of them for a mark along the lower edge of cells that hold NaN.
 */
export function paintStrip(cells: readonly MatrixCell[], width: number, marksNan: boolean): string {
  const tones = paint(cells, width, ({ tone }) => COLOURS[tone]);
  if (!marksNan) return `none, ${tones}`;
  return `${paint(cells, width, ({ hasNan }) => (hasNan ? COLOURS.nan : COLOURS.none))}, ${tones}`;
}

function paint(cells: readonly MatrixCell[], width: number, colourOf: (cell: MatrixCell) => string): string {
  const stops = cells.flatMap((one, cell) => {
    const left = cell * width;
    const right = left + width - 1;
    return [`${colourOf(one)} ${left}px ${right}px`, `transparent ${right}px ${right + 1}px`];
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

/** A strip in words: how many cells it has, from where on there is NaN, and where the highest of its bins is reached first. */
export function describeStrip(cells: readonly MatrixCell[], nameOf: (cell: number) => string): string {
  const nan = cells.findIndex(({ hasNan }) => hasNan);
  const tones = ['bin5', 'bin4', 'bin3', 'bin2', 'bin1', 'bin0'] as const;
  const highest = tones.find((tone) => cells.some((cell) => cell.tone === tone));
  const parts = [formatCounted(cells.length, 'cell')];
  if (nan >= 0) parts.push(`NaN from ${nameOf(nan)}`);
  if (highest !== undefined) {
    const at = cells.findIndex(({ tone }) => tone === highest);
    parts.push(`highest bin first at ${nameOf(at)}: ${cells[at]?.text ?? ''}`);
  }
  return parts.join(', ');
}
