import type { ReactElement } from 'react';
import type { ReadyFile } from '../app/viewProps.ts';
import { useActions, useRowHeight } from '../store/appContext.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import type { GridActions } from './gridActions.ts';
import { NoHits } from './NoHits.tsx';
import { highlightOf, NO_FILTER } from './treeFilter.ts';
import { TreeGrid } from './TreeGrid.tsx';
import { hasChildren, kindOf, type TreeModel } from './treeModel.ts';
import type { Board } from './useTreeBoard.ts';
import type { TreeTable } from './useTreeTable.ts';
import styles from './TreeView.module.css';

export interface BoardRowsProps {
  readonly file: ReadyFile;
  readonly model: TreeModel;
  readonly board: Board;
  readonly table: TreeTable;
  readonly statistics: FileStatistics;
  readonly copy: GridActions['copy'];
  readonly focusDetail: () => void;
}

function isTensor({ index }: TreeModel, node: number): boolean {
  const kind = kindOf(index, node);
  return kind === 'tensor' || kind === 'ndarray';
}

/** The rows of a tree, or why there are none. */
export function BoardRows({ file, model, board, table, statistics, copy, focusDetail }: BoardRowsProps): ReactElement {
  const actions = useActions();
  const rowHeight = useRowHeight();
  const { value: arrangement, error } = board.answer;
  if (error && error.code !== 'usage') {
    return <ErrorPanel error={error} subject={file.name} onCopy={(text) => actions().copyText(text)} />;
  }
  if (!arrangement) return <div className={styles.rows} />;
  if (arrangement.rows.length === 0 && arrangement.view.filter) {
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
  const isOpen = (node: number): boolean => arrangement.open[arrangement.rows.indexOf(node)] === 1;
  return (
    <TreeGrid
      model={model}
      arrangement={arrangement}
      table={table}
      statistics={statistics}
      selection={board.selection}
      highlight={highlightOf(arrangement.view.filter)}
      rowHeight={rowHeight}
      scrollTop={board.scrollTop}
      onScrolled={(scrollTop) => board.update({ scrollTop })}
      shown={board.shown}
      actions={{
        choose: board.choose,
        fold: board.fold,
        openSubtree: board.unfoldSubtree,
        activate: (node) => {
          if (hasChildren(model.index, node)) board.fold(node, !isOpen(node));
          else if (isTensor(model, node)) actions().showView(file.id, 'tensor');
          else focusDetail();
        },
        selectAll: board.chooseAll,
        copy,
      }}
    />
  );
}
