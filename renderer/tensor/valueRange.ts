import type { ExactHistogram } from '../../shared/tensorView.ts';
import type { HistogramScale } from './histogramPlot.ts';

/** The values that a bin of a histogram counts. */
export interface ValueRange {
  readonly from: number;
  readonly to: number;
  /** Whether `to` belongs to it: only the last bin holds its upper edge. */
  readonly isClosed: boolean;
  /** Whether magnitudes are meant: a logarithmic scale has no others. */
  readonly ofMagnitudes: boolean;
}

/** What a bin counts; undefined where there is no such bin. */
export function rangeOfBin(
  { edges, counts }: Pick<ExactHistogram, 'edges' | 'counts'>,
  scale: HistogramScale,
  bin: number,
): ValueRange | undefined {
  const from = edges[bin];
  const to = edges[bin + 1];
  if (from === undefined || to === undefined) return undefined;
  return { from, to, isClosed: bin === counts.length - 1, ofMagnitudes: scale === 'log' };
}

/** Whether a bin counts a value. */
export function isInRange({ from, to, isClosed, ofMagnitudes }: ValueRange, value: number): boolean {
  const at = ofMagnitudes ? Math.abs(value) : value;
  return at >= from && (at < to || (isClosed && at === to));
}

/** How many cells hold a value of a range. */
export function countInRange(cells: Float64Array, range: ValueRange): number {
  let count = 0;
  for (const value of cells) if (isInRange(range, value)) count += 1;
  return count;
}
