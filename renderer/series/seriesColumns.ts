import type { ReactNode } from 'react';
import type { GridColumn } from '../grid/gridColumns.ts';
import type { SeriesFigure } from '../store/seriesState.ts';
import { COLUMN_WIDTHS, type MatrixLayout } from './matrixLayout.ts';

/** The cells of a matrix: which checkpoints they stand for, and what their columns are called. */
export interface MatrixSteps {
  /** The checkpoint of the first cell: the second one where cells are changes between two. */
  readonly first: number;
  readonly cells: number;
  /** `38 → 39`, or `39`. */
  readonly nameOf: (checkpoint: number) => string;
  /** The same where there is less room. */
  readonly shortOf: (checkpoint: number) => string;
}

/** What the cells of a figure stand for: changes lie between checkpoints, norms and NaN belong to one each. */
export function stepsOf(figure: SeriesFigure, labels: readonly string[]): MatrixSteps {
  const label = (checkpoint: number): string => labels[checkpoint] ?? '';
  if (figure !== 'change') return { first: 0, cells: labels.length, nameOf: label, shortOf: label };
  return {
    first: 1,
    cells: Math.max(0, labels.length - 1),
    nameOf: (checkpoint) => `${label(checkpoint - 1)} → ${label(checkpoint)}`,
    shortOf: label,
  };
}

export interface ColumnsParams {
  readonly layout: MatrixLayout;
  readonly steps: MatrixSteps;
  /** The checkpoint of the first cell that is shown. */
  readonly from: number;
  readonly labels: readonly string[];
  /** The checkpoint that is chosen: its column's name stands out. */
  readonly chosen: number;
  /** Header of the strip that stands for all cells where they are too narrow to be columns. */
  readonly strip: ReactNode;
  /** Draws a name that stands out. */
  readonly strong: (name: string) => ReactNode;
}

/** Columns of the matrix, the name first. Narrow cells share one column. */
export function listSeriesColumns({
  layout,
  steps,
  from,
  labels,
  chosen,
  strip,
  strong,
}: ColumnsParams): readonly GridColumn[] {
  const { shape, norm, line, last } = COLUMN_WIDTHS;
  const columns: GridColumn[] = [
    fixed({
      id: 'name',
      header: 'Name',
      size: COLUMN_WIDTHS.name,
      sort: 'name',
      align: 'start',
      title: 'Names, as the files order them',
    }),
  ];
  if (layout.shape) {
    const title = 'Shape; of groups, how many tensors they hold';
    columns.push(fixed({ id: 'shape', header: 'Shape', size: shape, sort: 'elements', align: 'end', title }));
  }
  columns.push(
    fixed({
      id: 'first',
      header: `L2 at ${labels[0] ?? ''}`,
      size: norm,
      align: 'end',
      title: 'L2 norm in the first checkpoint',
    }),
  );
  if (layout.look === 'bare') {
    const size = layout.cell * layout.shown;
    columns.push(fixed({ id: 'strip', header: strip, longName: 'Cells', size, align: 'start', title: '' }));
  } else {
    for (let cell = 0; cell < layout.shown; cell++) {
      const checkpoint = from + cell;
      const name = layout.look === 'full' ? steps.nameOf(checkpoint) : steps.shortOf(checkpoint);
      columns.push(
        fixed({
          id: `at-${checkpoint}`,
          header: checkpoint === chosen ? strong(name) : name,
          size: layout.cell,
          align: 'end',
          title: steps.nameOf(checkpoint),
        }),
      );
    }
  }
  if (layout.line) {
    const title = 'L2 norm over the checkpoints, between its own extremes';
    columns.push(fixed({ id: 'line', header: 'L2 over epochs', size: line, align: 'start', title }));
  }
  columns.push(
    fixed({
      id: 'last',
      header: `L2 at ${labels.at(-1) ?? ''}`,
      size: last,
      sort: 'l2',
      largestFirst: true,
      align: 'end',
      title: 'L2 norm in the last checkpoint that has it',
    }),
  );
  return columns;
}

function fixed(column: Omit<GridColumn, 'minSize'>): GridColumn {
  return { ...column, minSize: column.size };
}
