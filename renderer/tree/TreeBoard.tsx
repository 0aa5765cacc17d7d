import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { toErrorData } from '../../shared/inspectError.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { DetailPanel } from '../detail/DetailPanel.tsx';
import { useActions, useHost, useRowHeight } from '../store/appContext.ts';
import type { Command } from '../store/appState.ts';
import { useViewCommands } from '../store/useViewCommands.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { formatCount } from '../ui/format/formatCount.ts';
import { copyRows, copyValue, exportRows } from './copyRows.ts';
import { NoHits } from './NoHits.tsx';
import { highlightOf, NO_FILTER } from './treeFilter.ts';
import type { GridActions } from './gridActions.ts';
import { TreeGrid } from './TreeGrid.tsx';
import { hasChildren, type TreeModel } from './treeModel.ts';
import { TreeToolbar } from './TreeToolbar.tsx';
import { useTreeBoard, type Board } from './useTreeBoard.ts';
import { useTreeTable } from './useTreeTable.ts';
import styles from './TreeView.module.css';

export interface TreeBoardProps {
  readonly file: ReadyFile;
  readonly model: TreeModel;
}

/** Toolbar, rows and details of one tree. */
export function TreeBoard({ file, model }: TreeBoardProps): ReactElement {
  const board = useTreeBoard(file, model);
  const table = useTreeTable(board.sort, (sort) => board.update({ sort }));
  const area = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const clipboard = useClipboard(file, model, board);
  useTreeCommands(board, field, clipboard.save);
  const focusRows = (): void => area.current?.querySelector<HTMLElement>('[role="treegrid"]')?.focus();
  const focusDetail = (): void => area.current?.querySelector<HTMLElement>('[data-detail]')?.focus();
  return (
    <div ref={area} className={styles.board}>
      <section
        className={styles.table}
        aria-label="Tree"
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented || !board.filtering) return;
          event.preventDefault();
          board.setFilter(NO_FILTER);
        }}
      >
        <TreeToolbar
          fieldRef={field}
          dtypes={model.index.dtypes}
          filter={board.filter}
          onFilter={board.setFilter}
          problem={board.answer.error?.code === 'usage' ? board.answer.error.message : undefined}
          {...(clipboard.said === undefined ? describeCount(model, board) : { count: clipboard.said, unit: undefined })}
          table={table}
          sort={board.sort}
          onSort={(sort) => board.update({ sort })}
          onFoldAll={board.foldAll}
          onExport={clipboard.save}
          selected={board.selection.nodes.length}
          onLeave={focusRows}
        />
        <Rows file={file} model={model} board={board} table={table} copy={clipboard.copy} focusDetail={focusDetail} />
      </section>
      <DetailPanel file={file} model={model} nodes={board.selection.nodes} onGoTo={board.goTo} />
    </div>
  );
}

interface RowsProps extends TreeBoardProps {
  readonly board: Board;
  readonly table: ReturnType<typeof useTreeTable>;
  readonly copy: GridActions['copy'];
  readonly focusDetail: () => void;
}

function Rows({ file, model, board, table, copy, focusDetail }: RowsProps): ReactElement {
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
        activate: (node) => (hasChildren(model.index, node) ? board.fold(node, !isOpen(node)) : focusDetail()),
        selectAll: board.chooseAll,
        copy,
      }}
    />
  );
}

interface Clipboard {
  /** What was copied last, in words; undefined once the selection has changed. */
  readonly said: string | undefined;
  readonly copy: (what: 'name' | 'value') => void;
  readonly save: (syntax: 'csv' | 'json', what: 'tree' | 'selection') => void;
}

function useClipboard(file: ReadyFile, model: TreeModel, board: Board): Clipboard {
  const actions = useActions();
  const host = useHost();
  const { selection } = board;
  const [copied, setCopied] = useState({ selection, words: '' });
  const report = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => actions().setNotice(toErrorData(error)));
  };
  const copy = async (what: 'name' | 'value'): Promise<void> => {
    const active = selection.active ?? selection.nodes[0];
    if (active === undefined) return;
    const text = what === 'value' ? await copyValue(file, model, active) : await copyRows(file, model, selection.nodes);
    await host.copyText(text);
    const rows = selection.nodes.length;
    setCopied({
      selection,
      words: what === 'name' && rows > 1 ? `copied ${formatCount(rows)} rows` : `copied the ${what}`,
    });
  };
  return {
    said: copied.selection === selection && copied.words !== '' ? copied.words : undefined,
    copy: (what) => report(copy(what)),
    save: (syntax, what) => report(exportRows(host, file, syntax, what === 'selection' ? selection.nodes : undefined)),
  };
}

function useTreeCommands(board: Board, field: React.RefObject<HTMLInputElement | null>, save: Clipboard['save']): void {
  const latest = useRef({ board, save });
  useEffect(() => {
    latest.current = { board, save };
  });
  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'find', title: 'Filter the tree', chord: '/', run: () => field.current?.select() },
      { id: 'expand-all', title: 'Expand all rows', run: () => latest.current.board.foldAll(true) },
      { id: 'collapse-all', title: 'Collapse all rows', run: () => latest.current.board.foldAll(false) },
      { id: 'export-csv', title: 'Export the tree as CSV…', run: () => latest.current.save('csv', 'tree') },
      { id: 'export-json', title: 'Export the tree as JSON…', run: () => latest.current.save('json', 'tree') },
    ],
    [field],
  );
  useViewCommands(commands);
}

function describeCount(model: TreeModel, { answer }: Board): { readonly count: string; readonly unit: string } {
  const total = model.index.tensors[0] ?? 0;
  const unit = total === 1 ? 'tensor' : 'tensors';
  if (answer.value?.view.filter === undefined) return { count: formatCount(total), unit };
  const { hits, tensorHits } = answer.value;
  if (tensorHits === 0 && hits > 0) return { count: formatCount(hits), unit: hits === 1 ? 'match' : 'matches' };
  return { count: `${formatCount(tensorHits)} of ${formatCount(total)}`, unit };
}
