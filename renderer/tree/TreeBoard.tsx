import { useRef, type ReactElement } from 'react';
import type { ReadyFile } from '../app/viewProps.ts';
import { DetailPanel } from '../detail/DetailPanel.tsx';
import { focusDetails, focusRows } from '../grid/boardFocus.ts';
import { BoardFrame } from '../grid/BoardFrame.tsx';
import { formatCount } from '../ui/format/formatCount.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { StatisticsBar } from '../statistics/StatisticsBar.tsx';
import { BoardRows } from './BoardRows.tsx';
import { drawStubs } from './drawStubs.ts';
import type { TreeModel } from '../grid/treeModel.ts';
import { TreeToolbar } from './TreeToolbar.tsx';
import { useClipboard } from './useClipboard.ts';
import type { Board } from '../grid/useBoard.ts';
import { useTreeBoard } from './useTreeBoard.ts';
import { useTreeCommands } from './useTreeCommands.ts';
import { useTreeTable } from './useTreeTable.ts';

export interface TreeBoardProps {
  readonly file: ReadyFile;
  readonly model: TreeModel;
  readonly statistics: FileStatistics;
}

/** Toolbar, rows and details of one tree. */
export function TreeBoard({ file, model, statistics }: TreeBoardProps): ReactElement {
  const board = useTreeBoard(file, model, statistics);
  const table = useTreeTable(board.sort, (sort) => board.update({ sort }));
  const sizes = table.table.getVisibleLeafColumns().map((column) => ({ id: column.id, size: column.getSize() }));
  const area = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const clipboard = useClipboard(file, model, board);
  useTreeCommands({ board, field, save: clipboard.save, statistics });
  const onEscape = (): boolean => {
    const isAsked = statistics.report().run?.asked === true;
    if (isAsked) statistics.cancel();
    return isAsked;
  };
  return (
    <BoardFrame
      label="Tree"
      ref={area}
      board={board}
      onEscape={onEscape}
      style={{ '--stubs': drawStubs(sizes) }}
      details={<DetailPanel file={file} model={model} nodes={board.selection.nodes} onGoTo={board.goTo} />}
    >
      <TreeToolbar
        fieldRef={field}
        index={model.index}
        filter={board.filter}
        onFilter={board.setFilter}
        problem={board.answer.error?.code === 'usage' ? board.answer.error.message : undefined}
        {...(clipboard.said === undefined ? describeCount(model, board) : { count: clipboard.said, unit: undefined })}
        table={table}
        sort={board.sort}
        onSort={(sort) => board.update({ sort })}
        onFoldAll={board.foldAll}
        onExport={clipboard.save}
        selected={board.selection.nodes}
        onLeave={() => focusRows(area.current)}
        statistics={statistics}
      />
      <StatisticsBar statistics={statistics} />
      <BoardRows
        file={file}
        model={model}
        board={board}
        table={table}
        statistics={statistics}
        copy={clipboard.copy}
        focusDetail={() => focusDetails(area.current)}
      />
    </BoardFrame>
  );
}

function describeCount(model: TreeModel, { answer }: Board): { readonly count: string; readonly unit: string } {
  const total = model.index.tensors[0] ?? 0;
  const unit = total === 1 ? 'tensor' : 'tensors';
  if (answer.value?.view.filter === undefined) return { count: formatCount(total), unit };
  const { hits, tensorHits } = answer.value;
  if (tensorHits === 0 && hits > 0) return { count: formatCount(hits), unit: hits === 1 ? 'match' : 'matches' };
  return { count: `${formatCount(tensorHits)} of ${formatCount(total)}`, unit };
}
