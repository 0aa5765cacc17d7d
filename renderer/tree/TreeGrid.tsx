import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type ReactElement } from 'react';
import type { TreeSelection } from '../store/fileView.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { clickRow, doubleClickRow, type GridActions } from './gridActions.ts';
import { maxElementHeight } from './maxElementHeight.ts';
import { hasSorted } from './sortedNodes.ts';
import { columnOf, type ColumnId } from './treeColumns.ts';
import { TreeHeader } from './TreeHeader.tsx';
import type { TreeModel } from './treeModel.ts';
import { rowElementId, TreeRow } from './TreeRow.tsx';
import type { ArrangedRows } from './useArrangement.ts';
import { useBroughtIntoView, type Shown } from './useBroughtIntoView.ts';
import { useTreeKeys } from './useTreeKeys.ts';
import type { TreeTable } from './useTreeTable.ts';
import styles from './TreeGrid.module.css';

/** Height of the header in pixels; equals `--row-head`. */
const HEADER_HEIGHT = 28;
/** Rows that are drawn beyond the window on either side. */
const OVERSCAN = 6;

export interface TreeGridProps {
  readonly model: TreeModel;
  readonly arrangement: ArrangedRows;
  readonly table: TreeTable;
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
  const scrollTo = (row: number): void => virtualizer.scrollToIndex(row, { align: 'auto' });
  useBroughtIntoView({ arrangement, shown: props.shown, activeRow, scrollTo });
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
      onScrollEnd={(event) => props.onScrolled(event.currentTarget.scrollTop)}
    >
      <TreeHeader table={table} />
      <div role="rowgroup" className={styles.rows} style={{ height: count * rowHeight }}>
        {virtualizer.getVirtualItems().map(({ index: row }) => {
          const node = rows[row] ?? 0;
          return (
            <TreeRow
              key={node}
              model={model}
              node={node}
              row={row}
              top={row * rowHeight}
              open={open[row] === 1}
              selected={hasSorted(selection.nodes, node)}
              active={row === activeRow}
              columns={columns.ids}
              highlight={props.highlight}
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

function withRow(range: number[], row: number, count: number): number[] {
  const [first = 0] = range;
  if (row < 0 || row >= count || (row >= first && row < first + range.length)) return range;
  return row < first ? [row, ...range] : [...range, row];
}
