import { useEffect, useRef, useSyncExternalStore, type ReactElement } from 'react';
import type { TreeSelection } from '../store/treeState.ts';
import { GridRow } from './GridRow.tsx';
import type { RowCells } from './rowCells.ts';
import type { RowFeed } from './rowFeed.ts';
import { countSlots, planWindow, type RowWindow } from './rowWindow.ts';
import { hasSorted } from './sortedNodes.ts';
import type { TreeModel } from './treeModel.ts';
import type { ArrangedRows } from './useArrangement.ts';
import { useViewport } from './useViewport.ts';
import styles from './RowGrid.module.css';

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
  /** Where the rows stood when they were last on screen, in pixels. */
  readonly scrollTop: number;
  readonly pinned: boolean;
}

/** The visible window of the rows, inside the element that scrolls them. Scrolling renders this part and nothing around it. */
export function GridRows(props: GridRowsProps): ReactElement {
  const { arrangement, activeRow, count, rowHeight, feed } = props;
  const { rows, open } = arrangement;
  const content = useRef<HTMLDivElement>(null);
  const viewport = useViewport(content, props);
  const shown = listShown(planWindow(viewport, rowHeight, count), activeRow, count);
  useSyncExternalStore(feed.subscribe, feed.version);
  // After every render: scrolling renders, and telling the same rows twice costs nothing.
  useEffect(() => feed.watch(shown.map((row) => rows[row] ?? 0)));
  const slots = countSlots(viewport.height, rowHeight);
  return (
    <div ref={content} role="rowgroup" className={styles.rows} style={{ height: count * rowHeight }}>
      {shown.map((row) => {
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

/** Rows to draw. The active row exists even out of sight: aria-activedescendant must point at something. */
function listShown({ first, end }: RowWindow, activeRow: number, count: number): readonly number[] {
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, position) => first + position);
  if (activeRow >= 0 && activeRow < first) shown.unshift(activeRow);
  else if (activeRow >= end && activeRow < count) shown.push(activeRow);
  return shown;
}
