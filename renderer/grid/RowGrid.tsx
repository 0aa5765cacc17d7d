import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
} from 'react';
import { useRowHeight } from '../store/appContext.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { ContextMenu, type MenuGroup } from '../ui/Menu.tsx';
import { clickRow, describePointed, doubleClickRow, type GridActions } from './gridActions.ts';
import { GridHeader } from './GridHeader.tsx';
import { rowElementId } from './GridRow.tsx';
import { GridRows } from './GridRows.tsx';
import { maxElementHeight } from './maxElementHeight.ts';
import type { RowCells } from './rowCells.ts';
import { NO_FEED, type RowFeed } from './rowFeed.ts';
import { highlightOf } from './treeFilter.ts';
import { hasChildren, type TreeModel } from './treeModel.ts';
import type { ArrangedRows } from './useArrangement.ts';
import type { Board } from './useBoard.ts';
import { useBroughtIntoView } from './useBroughtIntoView.ts';
import type { GridTable } from './useGridTable.ts';
import { useRowMenu } from './useRowMenu.ts';
import { useRowKeys } from './useRowKeys.ts';
import styles from './RowGrid.module.css';

/** Height of the header in pixels; equals `--row-head`. */
const HEADER_HEIGHT = 28;
/** Pixels before the guides, where rows have something before their name. */
export const LEAD_WIDTH = 24;

export interface RowGridProps {
  /** Accessible name. */
  readonly label: string;
  readonly model: TreeModel;
  readonly board: Board;
  /** The rows of the board's answer; what to show without any is the view's business. */
  readonly arrangement: ArrangedRows;
  readonly table: GridTable;
  readonly cells: RowCells;
  /** Absent: the figures of all rows are there from the start. */
  readonly feed?: RowFeed;
  /** Enter or a double click on a row that cannot be folded. */
  readonly onOpen: (node: number) => void;
  /** Ctrl C, and Ctrl Shift C for the value. */
  readonly onCopy: GridActions['copy'];
  /** What a right click or the menu key offers for a row; a row that is not selected is selected first. */
  readonly listActions?: (node: number) => readonly MenuGroup[];
  /** Keys pressed on the rows, before the rows act on them: `preventDefault` takes one away from them. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  /** Whether letters go to the row that begins so. Absent: yes. Without, they are left to the view's commands. */
  readonly typeAhead?: boolean;
  /** Whether names stay in sight when columns are scrolled sideways. */
  readonly pinned?: boolean;
}

/**
 * The rows of a tree: a treegrid of which only the visible window exists. Whatever the tree is of, rows fold, are selected,
 * walked and searched in the same way; a view adds columns ({@link GridTable}), cells ({@link RowCells}), and what opening and
 * copying means. State and arrangement come from `useBoard`.
 */
export function RowGrid(props: RowGridProps): ReactElement {
  const { model, board, arrangement, cells, feed = NO_FEED, pinned = false } = props;
  const { rows, open } = arrangement;
  const rowHeight = useRowHeight();
  const scroller = useRef<HTMLDivElement>(null);
  const count = Math.min(rows.length, Math.floor(maxElementHeight() / rowHeight));
  const { active } = board.selection;
  const activeRow = useMemo(() => (active === undefined ? -1 : rows.indexOf(active)), [rows, active]);
  const scrollTo = (row: number, align: 'nearest' | 'centre' = 'nearest'): void =>
    scrollToRow(scroller.current, row * rowHeight, rowHeight, align);
  const focus = (): void => scroller.current?.focus({ preventScroll: true });
  useBroughtIntoView({ arrangement, shown: board.shown, activeRow, scrollTo, focus });
  useRememberedScroll(scroller, (scrollTop) => board.update({ scrollTop }));
  useFirstFocus(scroller);
  const pageRows = (): number => Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT) / rowHeight) - 1;
  const actions = bindActions(props);
  const { typeAhead = true } = props;
  const onRowKey = useRowKeys({ model, rows, open, activeRow, count, pageRows, actions, scrollTo, typeAhead });
  const { choose, selection } = board;
  const menu = useRowMenu({ rows, selection, choose, enabled: props.listActions !== undefined });
  const columns = measureColumns(props.table);
  return (
    <>
      <div
        ref={scroller}
        role="treegrid"
        aria-label={props.label}
        aria-multiselectable="true"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.count}
        aria-activedescendant={activeRow >= 0 ? rowElementId(rows[activeRow] ?? 0) : undefined}
        tabIndex={0}
        className={styles.grid}
        style={{
          '--tree-columns': columns.template,
          '--tree-width': `${columns.width}px`,
          '--lead': `${cells.renderLead ? LEAD_WIDTH : 0}px`,
        }}
        onKeyDown={(event) => {
          if (event.target === event.currentTarget) {
            props.onKeyDown?.(event);
            menu.onKeyDown(event);
          }
          if (!event.defaultPrevented) onRowKey(event);
        }}
        onClick={(event) => clickRow(event, arrangement, actions)}
        onDoubleClick={(event) => doubleClickRow(event, arrangement, actions)}
        onContextMenu={menu.onContextMenu}
        onPointerOver={(event) => describePointed(event, { model, rows, cells })}
      >
        <GridHeader table={props.table} pinned={pinned} />
        <GridRows
          model={model}
          arrangement={arrangement}
          selection={board.selection}
          cells={cells}
          feed={feed}
          activeRow={activeRow}
          count={count}
          highlight={highlightOf(arrangement.view.filter)}
          rowHeight={rowHeight}
          headerHeight={HEADER_HEIGHT}
          scrollTop={board.scrollTop}
          pinned={pinned}
        />
        {count < rows.length && (
          <p className={styles.cut}>
            {formatCount(rows.length - count)} more rows do not fit on a page that this browser can scroll. Fold or
            filter to reach them.
          </p>
        )}
      </div>
      {menu.open && (
        <ContextMenu
          label="Row"
          groups={props.listActions?.(menu.open.node) ?? []}
          at={menu.open.at}
          onClose={menu.close}
        />
      )}
    </>
  );
}

function bindActions({ model, board, arrangement, onOpen, onCopy }: RowGridProps): GridActions {
  const isOpen = (node: number): boolean => arrangement.open[arrangement.rows.indexOf(node)] === 1;
  return {
    choose: board.choose,
    fold: board.fold,
    openSubtree: board.unfoldSubtree,
    activate: (node) => {
      if (hasChildren(model.index, node)) board.fold(node, !isOpen(node));
      else onOpen(node);
    },
    selectAll: board.chooseAll,
    copy: onCopy,
  };
}

/** Visible columns: their number, the grid's template, and the least width in pixels. */
function measureColumns({ table }: GridTable): { count: number; template: string; width: number } {
  const sizes = table.getVisibleLeafColumns().map((column) => column.getSize());
  const template = sizes.map((size, position) => (position === 0 ? `minmax(${size}px, 1fr)` : `${size}px`)).join(' ');
  return { count: sizes.length, template, width: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Takes the keyboard when the tree comes on screen and nobody else has it: arrows move at once. */
function useFirstFocus(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, [scroller]);
}

/** Tells where the rows stood when they leave the screen. Telling it while they scroll would render the whole view. */
function useRememberedScroll(scroller: RefObject<HTMLElement | null>, onScrolled: (scrollTop: number) => void): void {
  const latest = useRef(onScrolled);
  useEffect(() => {
    latest.current = onScrolled;
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    return () => latest.current(element?.scrollTop ?? 0);
  }, [scroller]);
}

/** Brings a row into view below the header: by as little as needed, or into the middle if it was out of sight. */
function scrollToRow(scroller: HTMLElement | null, top: number, height: number, align: 'nearest' | 'centre'): void {
  if (scroller === null) return;
  const room = scroller.clientHeight - HEADER_HEIGHT - height;
  const isAbove = top < scroller.scrollTop;
  const isBelow = top > scroller.scrollTop + room;
  if (!isAbove && !isBelow) return;
  if (align === 'centre') scroller.scrollTop = top - room / 2;
  else scroller.scrollTop = isAbove ? top : top - room;
}
