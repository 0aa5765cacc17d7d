import { useEffect, useLayoutEffect, useMemo, useRef, type ReactElement, type RefObject } from 'react';
import type { TreeSelection } from '../store/fileView.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { clickRow, doubleClickRow, nameRow, tellStatistic, type GridActions } from './gridActions.ts';
import { maxElementHeight } from './maxElementHeight.ts';
import { columnOf, type ColumnId } from './treeColumns.ts';
import { TreeHeader } from './TreeHeader.tsx';
import type { TreeModel } from './treeModel.ts';
import { rowElementId } from './TreeRow.tsx';
import { TreeRows } from './TreeRows.tsx';
import type { ArrangedRows } from './useArrangement.ts';
import { useBroughtIntoView, type Shown } from './useBroughtIntoView.ts';
import { useTreeKeys } from './useTreeKeys.ts';
import type { TreeTable } from './useTreeTable.ts';
import styles from './TreeGrid.module.css';

/** Height of the header in pixels; equals `--row-head`. */
const HEADER_HEIGHT = 28;

export interface TreeGridProps {
  readonly model: TreeModel;
  readonly arrangement: ArrangedRows;
  readonly table: TreeTable;
  readonly statistics: FileStatistics;
  readonly selection: TreeSelection;
  /** Text that is marked in labels, in lower case. */
  readonly highlight: string;
  readonly rowHeight: number;
  /** Where the rows stood when they were last on screen, in pixels. */
  readonly scrollTop: number;
  readonly onScrolled: (scrollTop: number) => void;
  readonly shown: Shown | undefined;
  readonly actions: GridActions;
}

/** The rows of the tree: a treegrid of which only the visible window exists. */
export function TreeGrid(props: TreeGridProps): ReactElement {
  const { model, arrangement, table, selection, rowHeight, actions } = props;
  const { rows, open } = arrangement;
  const scroller = useRef<HTMLDivElement>(null);
  const count = Math.min(rows.length, Math.floor(maxElementHeight() / rowHeight));
  const { active } = selection;
  const activeRow = useMemo(() => (active === undefined ? -1 : rows.indexOf(active)), [rows, active]);
  const scrollTo = (row: number): void => scrollToRow(scroller.current, row, rowHeight);
  const focus = (): void => scroller.current?.focus({ preventScroll: true });
  useBroughtIntoView({ arrangement, shown: props.shown, activeRow, scrollTo, focus });
  useRememberedScroll(scroller, props.onScrolled);
  useFirstFocus(scroller);
  const pageRows = (): number => Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT) / rowHeight) - 1;
  const onKeyDown = useTreeKeys({ model, rows, open, activeRow, count, pageRows, actions, scrollTo });
  const columns = useColumns(table);
  return (
    <div
      ref={scroller}
      role="treegrid"
      aria-label="Checkpoint"
      aria-multiselectable="true"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.ids.length}
      aria-activedescendant={activeRow >= 0 ? rowElementId(rows[activeRow] ?? 0) : undefined}
      tabIndex={0}
      className={styles.grid}
      style={{ '--tree-columns': columns.template, '--tree-width': `${columns.width}px` }}
      onKeyDown={onKeyDown}
      onClick={(event) => clickRow(event, arrangement, actions)}
      onDoubleClick={(event) => doubleClickRow(event, arrangement, actions)}
      onPointerOver={(event) => {
        nameRow(event, model, rows);
        tellStatistic(event, props.statistics.table, rows);
      }}
    >
      <TreeHeader table={table} />
      <TreeRows
        model={model}
        arrangement={arrangement}
        selection={selection}
        statistics={props.statistics}
        activeRow={activeRow}
        count={count}
        columns={columns.ids}
        highlight={props.highlight}
        rowHeight={rowHeight}
        headerHeight={HEADER_HEIGHT}
        scroller={scroller}
        scrollTop={props.scrollTop}
      />
      {count < rows.length && (
        <p className={styles.cut}>
          {formatCount(rows.length - count)} more rows do not fit on a page that this browser can scroll. Fold or filter
          to reach them.
        </p>
      )}
    </div>
  );
}

/** Visible columns: ids, the grid's template, and the least width in pixels. */
function useColumns(table: TreeTable): { ids: readonly ColumnId[]; template: string; width: number } {
  const sized = table.getVisibleLeafColumns().flatMap((column) => {
    const id = columnOf(column.id)?.id;
    return id === undefined ? [] : [{ id, size: column.getSize() }];
  });
  const template = sized.map(({ id, size }) => (id === 'name' ? `minmax(${size}px, 1fr)` : `${size}px`)).join(' ');
  const width = sized.reduce((sum, { size }) => sum + size, 0);
  const names = sized.map(({ id }) => id).join(' ');
  // Rows are memoised: they get the same array as long as the same columns are visible.
  const ids = useMemo(() => names.split(' ').flatMap((name) => columnOf(name)?.id ?? []), [names]);
  return { ids, template, width };
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

/** Scrolls as little as needed to show a row whole, below the header. */
function scrollToRow(scroller: HTMLElement | null, row: number, rowHeight: number): void {
  if (scroller === null) return;
  const top = row * rowHeight;
  const room = scroller.clientHeight - HEADER_HEIGHT - rowHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
}
