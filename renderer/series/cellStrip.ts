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

/** Cells side by side as one CSS gradient, each so many pixels wide with a gap of one after it. */
export function paintStrip(cells: readonly MatrixCell[], width: number): string {
  const stops = cells.flatMap(({ tone }, cell) => {
    const left = cell * width;
    return [`${COLOURS[tone]} ${left}px ${left + width - 1}px`, `transparent ${left + width - 1}px ${left + width}px`];
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

/** A strip in words: how many cells it has, from where on there is NaN, and where the highest of its bins is reached first. */
export function describeStrip(cells: readonly MatrixCell[], nameOf: (cell: number) => string): string {
  const nan = cells.findIndex(({ tone }) => tone === 'nan');
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
