import { useVirtualizer, defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
} from 'react';
import type { Arrangement } from '../../shared/treeIndex.ts';
import type { TreeSelection } from '../store/fileView.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { maxElementHeight } from './maxElementHeight.ts';
import { rowLabel } from './rowFacts.ts';
import { hasSorted } from './sortedNodes.ts';
import { columnOf, type ColumnId } from './treeColumns.ts';
import { TreeHeader } from './TreeHeader.tsx';
import { readTreeKey, type KeyAction, type KeyPosition } from './treeKeys.ts';
import { hasChildren, rowParentOf, type TreeModel } from './treeModel.ts';
import { rowElementId, TreeRow } from './TreeRow.tsx';
import { findTyped, isTyping, NOTHING_TYPED, typeLetter } from './typeAhead.ts';
import type { TreeTable } from './useTreeTable.ts';
import styles from './TreeGrid.module.css';

/** Height of the header in pixels; equals `--row-head`. */
const HEADER_HEIGHT = 28;
/** Rows that are drawn beyond the window on either side. */
const OVERSCAN = 6;

/** How a row is chosen: a plain click, with Ctrl, with Shift, or by the keyboard with Ctrl (moves, selects nothing). */
export type Choice = 'only' | 'toggle' | 'extend' | 'move';

/** What a person does with rows; the board decides what comes of it. */
export interface GridActions {
  readonly choose: (node: number, how: Choice) => void;
  readonly fold: (node: number, open: boolean) => void;
  readonly openSubtree: (node: number) => void;
  /** Enter or a double click. */
  readonly activate: (node: number) => void;
  readonly selectAll: () => void;
  readonly copy: (what: 'name' | 'value') => void;
}

export interface TreeGridProps {
  readonly model: TreeModel;
  readonly arrangement: Arrangement;
  readonly table: TreeTable;
  readonly selection: TreeSelection;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly onScrolled: (scrollTop: number) => void;
  /** A node to bring into view, once for every new `serial`. */
  readonly shown: { readonly node: number; readonly serial: number } | undefined;
  readonly actions: GridActions;
}

/** The rows of the tree: a treegrid of which only the visible window exists. */
export function TreeGrid(props: TreeGridProps): ReactElement {
  const { model, arrangement, table, selection, rowHeight, actions } = props;
  const { rows, open } = arrangement;
  const scroller = useRef<HTMLDivElement>(null);
  const count = Math.min(rows.length, Math.floor(maxElementHeight() / rowHeight));
  const activeRow = useMemo(
    () => (selection.active === undefined ? -1 : rows.indexOf(selection.active)),
    [rows, selection.active],
  );
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    initialOffset: props.scrollTop,
    useFlushSync: false,
    // The active row exists even out of sight: aria-activedescendant must point at something.
    rangeExtractor: useCallback(
      (range: Range) => withRow(defaultRangeExtractor(range), activeRow, count),
      [activeRow, count],
    ),
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  useRestoredScroll(scroller, props.scrollTop, props.onScrolled);
  useShownRow(props, (row) => virtualizer.scrollToIndex(row, { align: 'auto' }));

  const columns = useColumns(table);
  const position: KeyPosition = {
    row: activeRow,
    rows: count,
    page: Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT) / rowHeight) - 1),
    expandable: activeRow >= 0 && hasChildren(model.index, rows[activeRow] ?? 0),
    open: open[activeRow] === 1,
    parentRow: activeRow < 0 ? undefined : parentRow(model, rows, activeRow),
  };
  const onKeyDown = useTreeKeys(props, position, (row) => virtualizer.scrollToIndex(row, { align: 'auto' }));
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
      onClick={(event) => onRowClick(event, rows, open, actions)}
      onDoubleClick={(event) => onRowDoubleClick(event, rows, actions)}
    >
      <TreeHeader table={table} />
      <div role="rowgroup" className={styles.rows} style={{ height: count * rowHeight }}>
        {virtualizer.getVirtualItems().map(({ index: row, start }) => {
          const node = rows[row] ?? 0;
          return (
            <TreeRow
              key={node}
              model={model}
              node={node}
              row={row}
              top={start - HEADER_HEIGHT}
              open={open[row] === 1}
              selected={hasSorted(selection.nodes, node)}
              active={row === activeRow}
              columns={columns.ids}
            />
          );
        })}
      </div>
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

function useRestoredScroll(
  scroller: React.RefObject<HTMLDivElement | null>,
  scrollTop: number,
  onScrolled: (scrollTop: number) => void,
): void {
  const first = useRef(scrollTop);
  const report = useRef(onScrolled);
  useEffect(() => {
    report.current = onScrolled;
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    element.scrollTop = first.current;
    const remember = (): void => report.current(element.scrollTop);
    element.addEventListener('scrollend', remember);
    return () => element.removeEventListener('scrollend', remember);
  }, [scroller]);
}

function useShownRow({ shown, arrangement }: TreeGridProps, scrollTo: (row: number) => void): void {
  const done = useRef(0);
  useEffect(() => {
    if (shown === undefined || shown.serial === done.current) return;
    const row = arrangement.rows.indexOf(shown.node);
    // Its parents are still being unfolded: the next arrangement has it.
    if (row < 0) return;
    done.current = shown.serial;
    scrollTo(row);
  });
}

function useTreeKeys(
  { model, arrangement, selection, actions }: TreeGridProps,
  position: KeyPosition,
  scrollTo: (row: number) => void,
): (event: KeyboardEvent<HTMLDivElement>) => void {
  const typed = useRef(NOTHING_TYPED);
  const { rows } = arrangement;
  const go = (row: number, how: Choice): void => {
    const node = rows[row];
    if (node === undefined) return;
    actions.choose(node, how);
    scrollTo(row);
  };
  const type = (letter: string): boolean => {
    const now = performance.now();
    // A space belongs to a word that is being typed; alone it means nothing here.
    if (letter === ' ' && !isTyping(typed.current, now)) return false;
    typed.current = typeLetter(typed.current, letter, now);
    const label = (row: number): string => rowLabel(model, rows[row] ?? 0);
    const found = findTyped({ typed: typed.current.text, row: position.row, rows: position.rows, label });
    if (found !== undefined) go(found, 'only');
    return true;
  };
  const act = (action: KeyAction): boolean => {
    const { active } = selection;
    if (action.kind === 'move') go(action.row, action.extend ? 'extend' : action.keep ? 'move' : 'only');
    else if (action.kind === 'type') return type(action.letter);
    else if (action.kind === 'select-all') actions.selectAll();
    else if (action.kind === 'copy') actions.copy(action.what);
    else if (active === undefined) return false;
    else if (action.kind === 'fold') actions.fold(active, action.open);
    else if (action.kind === 'open-subtree') actions.openSubtree(active);
    else if (action.kind === 'activate') actions.activate(active);
    else actions.choose(active, 'toggle');
    return true;
  };
  return (event) => {
    // Keys of the headers are their own.
    if (event.target !== event.currentTarget) return;
    const action = readTreeKey(event, position);
    if (!action || !act(action)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function withRow(range: number[], row: number, count: number): number[] {
  const [first = 0] = range;
  if (row < 0 || row >= count || (row >= first && row < first + range.length)) return range;
  return row < first ? [row, ...range] : [...range, row];
}

function parentRow(model: TreeModel, rows: Uint32Array, row: number): number | undefined {
  const parent = rowParentOf(model, rows[row] ?? 0);
  if (parent === undefined) return undefined;
  // A parent always stands above its children.
  const found = rows.lastIndexOf(parent, row);
  return found < 0 ? undefined : found;
}

function rowOf(event: MouseEvent, rows: Uint32Array): { readonly row: number; readonly node: number } | undefined {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
  const row = Number(element?.dataset['row'] ?? -1);
  const node = rows[row];
  return node === undefined ? undefined : { row, node };
}

function isTwisty(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('[data-twisty="true"]') !== null;
}

function onRowClick(event: MouseEvent, rows: Uint32Array, open: Uint8Array, actions: GridActions): void {
  const hit = rowOf(event, rows);
  if (!hit) return;
  if (isTwisty(event)) actions.fold(hit.node, open[hit.row] !== 1);
  else actions.choose(hit.node, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');
}

function onRowDoubleClick(event: MouseEvent, rows: Uint32Array, actions: GridActions): void {
  const hit = rowOf(event, rows);
  if (hit && !isTwisty(event)) actions.activate(hit.node);
}
