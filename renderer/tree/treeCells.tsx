import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { formatShape } from '../ui/format/formatShape.ts';
import { shortenDtype } from '../ui/format/shortenDtype.ts';
import { joinClasses } from '../ui/joinClasses.ts';
import type { ReactElement } from 'react';
import { cellClass } from '../grid/cellClass.ts';
import type { RowCells } from '../grid/rowCells.ts';
import { readRow, type RowFacts, type RowFigures } from '../grid/rowFacts.ts';
import type { TreeModel } from '../grid/treeModel.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { renderStatistic, renderWaiting } from './statisticCell.tsx';
import { describeStatistic } from './statisticText.ts';
import { columnOf, isFactColumn, isStatisticColumn, type ColumnId, type FactColumnId } from './treeColumns.ts';
import styles from './TreeCells.module.css';

export interface TreeCellsParams {
  readonly model: TreeModel;
  readonly statistics: FileStatistics;
  /** Visible columns in order; the name is the first. */
  readonly columns: readonly ColumnId[];
}

/** The cells of a file's tree: facts and statistics of tensors and groups, or a value that takes all columns. */
export function createTreeCells({ model, statistics, columns }: TreeCellsParams): RowCells {
  const shown = columns.slice(1);
  const facts = shown.filter(isFactColumn);
  // They are the last of all columns.
  const statisticIds = shown.filter(isStatisticColumn);
  const waiting = { gridColumn: `${facts.length + 2} / span ${statisticIds.length}` };
  return {
    render(row, state) {
      const { figures, value } = row;
      if (!figures) return value && shown.length > 0 ? renderValue(value, shown.length) : undefined;
      const { isTensor } = figures;
      const known = state === 'known' ? statistics.table.read(row.node) : undefined;
      return (
        <>
          {facts.map((id) => renderFact(id, figures))}
          {known || state === 'absent'
            ? statisticIds.map((id) => renderStatistic({ id, isTensor, known }))
            : statisticIds.length > 0 && renderWaiting(state, statisticIds.length, waiting)}
        </>
      );
    },
    describe: (cell, node) => describeCell({ model, statistics }, cell, node),
  };
}

/** Tooltips say in full what cells say in short. */
function describeCell(
  { model, statistics }: Pick<TreeCellsParams, 'model' | 'statistics'>,
  cell: string,
  node: number,
): string | undefined {
  const id = columnOf(cell)?.id;
  if (cell === 'value') return readRow(model, node).value?.text;
  if (id === undefined) return undefined;
  if (!isStatisticColumn(id)) {
    const { figures } = readRow(model, node);
    return figures && describeFact(id, figures);
  }
  const known = statistics.table.read(node);
  return known && describeStatistic(id, known);
}

function renderValue({ type, text }: NonNullable<RowFacts['value']>, span: number): ReactElement {
  return (
    <div
      role="gridcell"
      aria-colspan={span}
      className={joinClasses(cellClass('end'), styles.value, type === '' && styles.plain)}
      style={{ gridColumn: `2 / span ${span}` }}
      data-cell="value"
    >
      {type !== '' && type !== text && <span className={styles.type}>{type} </span>}
      {type === 'int' ? formatCount(text) : text}
    </div>
  );
}

function renderFact(id: FactColumnId, figures: RowFigures): ReactElement {
  return (
    <div
      key={id}
      role="gridcell"
      className={cellClass(columnOf(id)?.align ?? 'start', figures.isTensor ? 'plain' : 'quiet')}
      data-cell={id}
    >
      {WRITERS[id](figures)}
    </div>
  );
}

/** How each column writes a row's figures. */
const WRITERS: Readonly<Record<FactColumnId, (figures: RowFigures) => string>> = {
  name: () => '',
  type: ({ dtype = '' }) => (dtype === 'mixed' ? 'mix' : shortenDtype(dtype)),
  shape: ({ isTensor, shape, tensors }) => (isTensor ? formatShape(shape) : formatCounted(tensors, 'tensor')),
  elements: ({ elements }) => formatCount(elements),
  bytes: ({ bytes }) => formatBytes(bytes),
  storage: writeStorage,
};

function writeStorage({ storage }: RowFigures): string {
  if (!storage) return '';
  const number = formatCount(storage.number);
  return storage.users > 1 ? `${number} ×${storage.users}` : number;
}

/** What a cell says in full, where it says less. */
function describeFact(id: FactColumnId, { dtype, bytes, storage, shape }: RowFigures): string | undefined {
  if (id === 'type') return dtype;
  if (id === 'shape') return shape.length > 3 ? formatShape(shape) : undefined;
  if (id === 'bytes') return `${formatCount(bytes)} bytes`;
  if (id !== 'storage' || !storage || storage.users < 2) return undefined;
  return `Storage ${storage.number}, shared by ${formatCount(storage.users)} tensors`;
}
