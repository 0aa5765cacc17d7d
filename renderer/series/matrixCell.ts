import type { SeriesTree } from '../../shared/series.ts';
import type { SeriesFigure } from '../store/seriesState.ts';
import { formatChange } from '../ui/format/formatChange.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { fitFigure } from '../ui/format/formatFigure.ts';
import { findChangeBin } from './changeBins.ts';

/** How a cell is coloured: by a bin of change, as counting NaN, or not at all where there is no figure. */
export type CellTone = 'bin0' | 'bin1' | 'bin2' | 'bin3' | 'bin4' | 'bin5' | 'nan' | 'none';

export interface MatrixCell {
  readonly tone: CellTone;
  /** Whether the tensor, or one of the group, holds NaN there. */
  readonly hasNan: boolean;
  readonly text: string;
  /** The same in one digit, for narrow cells. */
  readonly short: string;
}

/** Characters of an L2 norm in a cell. */
const NORM_CHARACTERS = 7;
const NOTHING: MatrixCell = { tone: 'none', hasNan: false, text: '–', short: '–' };
const BINS = ['bin0', 'bin1', 'bin2', 'bin3', 'bin4', 'bin5'] as const satisfies readonly CellTone[];

/** A row's figures in one of the tree's columns, by checkpoint. */
export function figuresOf(tree: SeriesTree, column: Float64Array, node: number): Float64Array {
  return column.subarray(node * tree.checkpoints, (node + 1) * tree.checkpoints);
}

/** What the cell of a row at a checkpoint shows. */
export function readCell(tree: SeriesTree, figure: SeriesFigure, node: number, checkpoint: number): MatrixCell {
  const at = node * tree.checkpoints + checkpoint;
  if (figure === 'nan') return readNan(tree.nan[at] ?? Number.NaN);
  if (figure === 'l2') return readNorm(figuresOf(tree, tree.l2, node), checkpoint, tree.nan[at] ?? 0);
  return readChange(tree.relL2[at] ?? Number.NaN, tree.nan[at] ?? 0);
}

function readChange(change: number, nan: number): MatrixCell {
  const bin = findChangeBin(change);
  if (bin === undefined) return nan > 0 ? { tone: 'nan', hasNan: true, text: 'NaN', short: 'NaN' } : NOTHING;
  const text = bin === 0 ? '=' : formatChange(change);
  const short = bin === 0 ? '=' : formatChange(change, 1);
  return { tone: BINS[bin] ?? 'bin5', hasNan: nan > 0, text, short };
}

/** A norm is coloured by how far it is from the row's first one. */
function readNorm(norms: Float64Array, checkpoint: number, nan: number): MatrixCell {
  const norm = norms[checkpoint] ?? Number.NaN;
  if (Number.isNaN(norm)) return NOTHING;
  const first = norms.find((one) => !Number.isNaN(one)) ?? norm;
  const change = norm === first ? 0 : first === 0 ? Infinity : Math.abs(norm - first) / first;
  const tone = BINS[findChangeBin(change) ?? 0] ?? 'bin0';
  return { tone, hasNan: nan > 0, text: fitFigure(norm, NORM_CHARACTERS), short: formatChange(norm, 1) };
}

function readNan(count: number): MatrixCell {
  if (Number.isNaN(count)) return NOTHING;
  const text = formatCount(count);
  return {
    tone: count > 0 ? 'nan' : 'bin0',
    hasNan: count > 0,
    text,
    short: count > 999 ? formatChange(count, 1) : text,
  };
}
