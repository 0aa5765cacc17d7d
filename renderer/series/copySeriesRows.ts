import type { SeriesTree } from '../../shared/series.ts';
import { nameOf, type TreeModel } from '../grid/treeModel.ts';
import { writeTable } from '../grid/writeTable.ts';
import type { SeriesFigure } from '../store/seriesState.ts';
import type { MatrixSteps } from './seriesColumns.ts';

export interface SeriesRows {
  readonly model: TreeModel;
  readonly tree: SeriesTree;
  readonly figure: SeriesFigure;
  readonly steps: MatrixSteps;
}

const COLUMNS = { change: 'relL2', l2: 'l2', nan: 'nan' } as const satisfies Record<SeriesFigure, keyof SeriesTree>;
const TITLES: Readonly<Record<SeriesFigure, string>> = { change: 'relative change', l2: 'L2', nan: 'NaN' };

/** Names of rows for the clipboard, one a line. */
export function copySeriesNames({ model }: Pick<SeriesRows, 'model'>, nodes: Uint32Array): string {
  return Array.from(nodes, (node) => nameOf(model, node)).join('\n');
}

/** Rows as a tab-separated table for the clipboard: the figure that is shown, at every step, with every digit. */
export function copySeriesRows({ model, tree, figure, steps }: SeriesRows, nodes: Uint32Array): string {
  const shown = Array.from({ length: steps.cells }, (_, cell) => steps.first + cell);
  const figures = tree[COLUMNS[figure]];
  const head = ['name', ...shown.map((checkpoint) => `${TITLES[figure]} ${steps.nameOf(checkpoint)}`)];
  const lines = Array.from(nodes, (node) => [
    nameOf(model, node),
    ...shown.map((checkpoint) => figures[node * tree.checkpoints + checkpoint] ?? Number.NaN),
  ]);
  return writeTable(head, lines);
}
