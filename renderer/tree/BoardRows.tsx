import { useMemo, type ReactElement } from 'react';
import type { ReadyFile } from '../app/viewProps.ts';
import { BoardGrid } from '../grid/BoardGrid.tsx';
import { NO_FILTER } from '../grid/treeFilter.ts';
import type { TreeModel } from '../grid/treeModel.ts';
import type { Board } from '../grid/useBoard.ts';
import type { GridTable } from '../grid/useGridTable.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { isTensorRow } from '../statistics/settledRows.ts';
import { useActions } from '../store/appContext.ts';
import { NoFigureHits } from './NoFigureHits.tsx';
import { listRowActions } from './listRowActions.ts';
import { createTreeCells } from './treeCells.tsx';
import { columnOf } from './treeColumns.ts';
import type { Clipboard } from './useClipboard.ts';
import { useStatisticsFeed } from './useStatisticsFeed.ts';

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
  return (
    <BoardGrid
      label="Checkpoint"
      subject={file.name}
      model={model}
      board={board}
      table={table}
      cells={cells}
      feed={feed}
      noFigureHits={
        statistics.isComplete ? undefined : (
          <NoFigureHits statistics={statistics} onClear={() => board.setFilter(NO_FILTER)} />
        )
      }
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
