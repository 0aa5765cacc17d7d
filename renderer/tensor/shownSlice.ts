import type { TensorSlice } from '../../shared/tensorView.ts';
import type { SliceWindow } from './sliceWindow.ts';

/** A slice that was read, and the part of its plane that it shows. */
export interface ShownSlice {
  readonly slice: TensorSlice;
  readonly window: SliceWindow;
}

/** The value of the cell that shows an element; undefined for an element outside of the part. */
export function valueAt(
  { slice, window }: ShownSlice,
  { row, column }: { readonly row: number; readonly column: number },
): number | undefined {
  const cellRow = Math.floor((row - window.row) / slice.step[0]);
  const cellColumn = Math.floor((column - window.column) / slice.step[1]);
  const inside = cellRow >= 0 && cellRow < slice.rows && cellColumn >= 0 && cellColumn < slice.columns;
  return inside ? slice.cells[cellRow * slice.columns + cellColumn] : undefined;
}
