import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useSyncExternalStore, type ReactElement, type RefObject } from 'react';
import type { TreeSelection } from '../store/treeState.ts';
import { GridRow } from './GridRow.tsx';
import type { RowCells } from './rowCells.ts';
import type { RowFeed } from './rowFeed.ts';
import { hasSorted } from './sortedNodes.ts';
import type { TreeModel } from './treeModel.ts';
import type { ArrangedRows } from './useArrangement.ts';
import styles from './RowGrid.module.css';

/** Rows that are drawn beyond the window on either side. */
const OVERSCAN = 4;

export interface GridRowsProps {
  readonly model: TreeModel;
  readonly arrangement: ArrangedRows;
  readonly selection: TreeSelection;
  readonly cells: RowCells;
  readonly feed: RowFeed;
  /** Row of the active node; −1 where it is not shown. */
  readonly activeRow: number;
  /** Rows that can be reached. */
  readonly count: number;
  readonly highlight: string;
  readonly rowHeight: number;
  /** Pixels above the first row, inside the scroller. */
  readonly headerHeight: number;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Where the rows stood when they were last on screen, in pixels. */
  readonly scrollTop: number;
  readonly pinned: boolean;
}

/** The visible window of the rows. Scrolling renders this part and nothing around it. */
export function GridRows(props: GridRowsProps): ReactElement {
  const { arrangement, activeRow, count, rowHeight, scroller, feed } = props;
  const { rows, open } = arrangement;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: props.headerHeight,
    initialOffset: props.scrollTop,
    // Rows are drawn in the frame that scrolls: drawn after it, every scroll costs two frames and shows a gap in the first.
    useFlushSync: true,
    // The active row exists even out of sight: aria-activedescendant must point at something.
    rangeExtractor: useCallback(
      (range: Range) => withRow(defaultRangeExtractor(range), activeRow, count),
      [activeRow, count],
    ),
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const shown = virtualizer.getVirtualItems();
  useSyncExternalStore(feed.subscribe, feed.version);
  // After every render: scrolling renders, and telling the same rows twice costs nothing.
  useEffect(() => feed.watch(shown.map(({ index }) => rows[index] ?? 0)));
  const slots = Math.ceil((virtualizer.scrollRect?.height ?? 0) / rowHeight) + 2 * OVERSCAN + 2;
  return (
    <div role="rowgroup" className={styles.rows} style={{ height: count * rowHeight }}>
      {shown.map(({ index: row }) => {
        const node = rows[row] ?? 0;
        return (
          <GridRow
            // Rows that scroll in take over the elements of rows that scroll out.
            key={row === activeRow ? 'active' : row % slots}
            model={props.model}
            node={node}
            row={row}
            top={row * rowHeight}
            open={open[row] === 1}
            selected={hasSorted(props.selection.nodes, node)}
            active={row === activeRow}
            cells={props.cells}
            state={feed.stateOf(node)}
            highlight={props.highlight}
            pinned={props.pinned}
          />
        );
      })}
    </div>
  );
}

function withRow(range: number[], row: number, count: number): number[] {
  const [first = 0] = range;
  if (row < 0 || row >= count || (row >= first && row < first + range.length)) return range;
  return row < first ? [row, ...range] : [...range, row];
}
