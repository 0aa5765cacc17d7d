import { useMemo, type ReactElement } from 'react';
import type { ReadyFile } from '../app/viewProps.ts';
import { RowGrid } from '../grid/RowGrid.tsx';
import { NO_FILTER } from '../grid/treeFilter.ts';
import type { TreeModel } from '../grid/treeModel.ts';
import type { Board } from '../grid/useBoard.ts';
import type { GridTable } from '../grid/useGridTable.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { isTensorRow } from '../statistics/settledRows.ts';
import { useActions } from '../store/appContext.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { NoFigureHits, NoHits } from './NoHits.tsx';
import { listRowActions } from './listRowActions.ts';
import { createTreeCells } from './treeCells.tsx';
import { columnOf } from './treeColumns.ts';
import type { Clipboard } from './useClipboard.ts';
import { useStatisticsFeed } from './useStatisticsFeed.ts';
import styles from './TreeView.module.css';

export interface BoardRowsProps {
  readonly file: ReadyFile;
  readonly model: TreeModel;
  readonly board: Board;
  readonly table: GridTable;
  readonly statistics: FileStatistics;
  readonly copy: Clipboard['copy'];
  readonly focusDetail: () => void;
}

/** The rows of a tree, or why there are none. */
export function BoardRows(props: BoardRowsProps): ReactElement {
  const { file, model, board, table, statistics, copy, focusDetail } = props;
  const actions = useActions();
  // Cells are made anew only when other columns are visible.
  const names = table.table
    .getVisibleLeafColumns()
    .map(({ id }) => id)
    .join(' ');
  const columns = useMemo(() => names.split(' ').flatMap((name) => columnOf(name)?.id ?? []), [names]);
  const cells = useMemo(() => createTreeCells({ model, statistics, columns }), [model, statistics, columns]);
  const feed = useStatisticsFeed(statistics, columns);
  const { value: arrangement, error } = board.answer;
  if (error && error.code !== 'usage') {
    return <ErrorPanel error={error} subject={file.name} onCopy={(text) => actions().copyText(text)} />;
  }
  if (!arrangement) return <div className={styles.rows} />;
  if (arrangement.rows.length === 0 && arrangement.view.filter) {
    if ((arrangement.view.filter.figures ?? []).length > 0 && !statistics.isComplete) {
      return <NoFigureHits statistics={statistics} onClear={() => board.setFilter(NO_FILTER)} />;
    }
    return (
      <NoHits
        text={arrangement.view.filter.text}
        names={model.index.nodes - 1}
        closest={arrangement.closest}
        onUse={(text) => board.setFilter({ ...board.filter, text })}
        onClear={() => board.setFilter(NO_FILTER)}
      />
    );
  }
  return (
    <RowGrid
      label="Checkpoint"
      model={model}
      board={board}
      arrangement={arrangement}
      table={table}
      cells={cells}
      feed={feed}
      onOpen={(node) => {
        if (isTensorRow(model.index, node)) actions().showView(file.id, 'tensor');
        else focusDetail();
      }}
      onCopy={copy}
      listActions={(node) =>
        listRowActions({
          model,
          node,
          selected: board.selection.nodes,
          copy,
          // The tensor page shows what is selected.
          openTensor: (tensor) => {
            board.choose(tensor, 'only');
            actions().showView(file.id, 'tensor');
          },
          openSubtree: board.unfoldSubtree,
          compute: (nodes) => statistics.compute(nodes),
        })
      }
    />
  );
}
