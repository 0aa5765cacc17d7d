import type { ReactNode } from 'react';
import type { RowFacts } from './rowFacts.ts';

/**
 * How a view draws a row around its name. Rows are memoised and drawn anew when this is another object: memoise it with
 * what its figures and its visible columns depend on.
 */
export interface RowCells {
  /**
   * The cells after the name, one element with `role="gridcell"` for each visible column (see {@link cellClass}), or one
   * that spans them. `state` is what the {@link RowFeed} says of the row. Called while scrolling: no hooks, few elements.
   */
  readonly render: (row: RowFacts, state: string) => ReactNode;
  /** What stands before the name, such as the icon of a status, in {@link LEAD_WIDTH} pixels. */
  readonly renderLead?: (row: RowFacts) => ReactNode;
  /** The tooltip of a cell with `data-cell`, wanted when the pointer rests on it. */
  readonly describe?: (cell: string, node: number) => string | undefined;
}
