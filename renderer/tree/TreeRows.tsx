import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, type ReactElement, type RefObject } from 'react';
import type { TreeSelection } from '../store/fileView.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { hasSorted } from './sortedNodes.ts';
import type { ColumnId } from './treeColumns.ts';
import type { TreeModel } from './treeModel.ts';
import { TreeRow } from './TreeRow.tsx';
import type { ArrangedRows } from './useArrangement.ts';
import { useVisibleStatistics } from './useVisibleStatistics.ts';
import styles from './TreeGrid.module.css';

/** Rows that are drawn beyond the window on either side. */
const OVERSCAN = 6;

export interface TreeRowsProps {
  readonly model: TreeModel;
  readonly arrangement: ArrangedRows;
  readonly selection: TreeSelection;
  readonly statistics: FileStatistics;
  /** Row of the active node; −1 where it is not shown. */
  readonly activeRow: number;
  /** Rows that can be reached. */
  readonly count: number;
  readonly columns: readonly ColumnId[];
  readonly highlight: string;
  readonly rowHeight: number;
  /** Pixels above the first row, inside the scroller. */
  readonly headerHeight: number;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Where the rows stood when they were last on screen, in pixels. */
  readonly scrollTop: number;
}

/** The visible window of the rows. Scrolling renders this part and nothing around it. */
export function TreeRows(props: TreeRowsProps): ReactElement {
  const { arrangement, activeRow, count, rowHeight, scroller } = props;
  const { rows, open } = arrangement;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: props.headerHeight,
    initialOffset: props.scrollTop,
    useFlushSync: false,
    // The active row exists even out of sight: aria-activedescendant must point at something.
    rangeExtractor: useCallback(
      (range: Range) => withRow(defaultRangeExtractor(range), activeRow, count),
      [activeRow, count],
    ),
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const shown = virtualizer.getVirtualItems();
  useVisibleStatistics(
    props.statistics,
    shown.map(({ index }) => rows[index] ?? 0),
    props.columns,
  );
  const slots = Math.ceil((virtualizer.scrollRect?.height ?? 0) / rowHeight) + 2 * OVERSCAN + 2;
  return (
    <div role="rowgroup" className={styles.rows} style={{ height: count * rowHeight }}>
      {shown.map(({ index: row }) => {
        const node = rows[row] ?? 0;
        return (
          <TreeRow
            // Rows that scroll in take over the elements of rows that scroll out.
            key={row === activeRow ? 'active' : row % slots}
            model={props.model}
            node={node}
            row={row}
            top={row * rowHeight}
            open={open[row] === 1}
            selected={hasSorted(props.selection.nodes, node)}
            active={row === activeRow}
            columns={props.columns}
            statistics={props.statistics}
            state={props.statistics.stateOf(node)}
            highlight={props.highlight}
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
