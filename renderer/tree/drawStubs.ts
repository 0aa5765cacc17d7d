import { columnOf, isStatisticColumn } from './treeColumns.ts';

/** Pixels of a cell's padding, and of a stub: as wide as most figures are, or as a tiny histogram. */
const PADDING = 8;
const FIGURE_WIDTH = 42;
const HISTOGRAM_WIDTH = 64;

interface SizedColumn {
  readonly id: string;
  /** Pixels. */
  readonly size: number;
}

/** A CSS background of one cell that spans all statistics among visible columns: a grey stub where each will stand. */
export function drawStubs(columns: readonly SizedColumn[]): string {
  const stubs: string[] = [];
  let right = 0;
  for (const { id: name, size } of columns.toReversed()) {
    const id = columnOf(name)?.id;
    if (id === undefined || !isStatisticColumn(id)) break;
    const isHistogram = id === 'distribution';
    const width = Math.min(isHistogram ? HISTOGRAM_WIDTH : FIGURE_WIDTH, size - 2 * PADDING);
    const edge = right + (isHistogram ? size - PADDING - width : PADDING);
    if (id !== 'marks')
      stubs.push(`linear-gradient(var(--line) 0 0) right ${edge}px center / ${width}px 8px no-repeat`);
    right += size;
  }
  return stubs.join(', ') || 'none';
}
