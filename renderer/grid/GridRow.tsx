import { memo } from 'react';
import { joinClasses } from '../ui/joinClasses.ts';
import { NameCell } from './NameCell.tsx';
import type { RowCells } from './rowCells.ts';
import { readRow } from './rowFacts.ts';
import type { TreeModel } from './treeModel.ts';
import styles from './GridRow.module.css';

export interface GridRowProps {
  readonly model: TreeModel;
  readonly node: number;
  /** Position among all rows, from 0. */
  readonly row: number;
  /** Pixels below the first row. */
  readonly top: number;
  readonly open: boolean;
  readonly selected: boolean;
  readonly active: boolean;
  /** Text that is marked in labels, in lower case; may be empty. */
  readonly highlight: string;
  readonly cells: RowCells;
  /** What the cells depend on: a row renders when it changes. */
  readonly state: string;
  readonly pinned: boolean;
}

/** Id of the element that shows a node, for `aria-activedescendant`. */
export function rowElementId(node: number): string {
  return `row-${node}`;
}

/** One row of a tree. It has no handlers: the grid listens for all rows. */
export const GridRow: React.NamedExoticComponent<GridRowProps> = memo(function GridRow(props) {
  const { cells } = props;
  const row = readRow(props.model, props.node);
  return (
    <div
      id={rowElementId(props.node)}
      role="row"
      data-row={props.row}
      aria-level={row.level + 1}
      aria-expanded={row.expandable ? props.open : undefined}
      aria-selected={props.selected}
      // The header is the first row.
      aria-rowindex={props.row + 2}
      data-active={props.active || undefined}
      className={joinClasses(styles.row, props.selected && styles.selected)}
      style={{ top: props.top }}
    >
      <NameCell
        row={row}
        open={props.open}
        highlight={props.highlight}
        lead={cells.renderLead?.(row)}
        pinned={props.pinned}
      />
      {cells.render(row, props.state)}
    </div>
  );
});
