import type { Extent } from './sliceWindow.ts';

/** Which two axes of a tensor are shown, and where the others stand. A vector shows its one axis, a scalar none. */
export interface SlicePlane {
  readonly rowAxis: number;
  readonly columnAxis: number;
  /** An index for each axis; those of the shown axes do not matter. */
  readonly index: readonly number[];
}

/** The last two axes at the start of all others. */
export function firstPlane(shape: readonly number[]): SlicePlane {
  const columnAxis = Math.max(0, shape.length - 1);
  return {
    rowAxis: Math.max(0, shape.length < 2 ? columnAxis : columnAxis - 1),
    columnAxis,
    index: shape.map(() => 0),
  };
}

/** Rows and columns of a plane; a vector is one row. */
export function extentOf(shape: readonly number[], { rowAxis, columnAxis }: SlicePlane): Extent {
  return { rows: shape.length < 2 ? 1 : (shape[rowAxis] ?? 1), columns: shape[columnAxis] ?? 1 };
}

/** Axes that a plane does not show. */
export function otherAxes(shape: readonly number[], { rowAxis, columnAxis }: SlicePlane): readonly number[] {
  return [...shape.keys()].filter((axis) => axis !== rowAxis && axis !== columnAxis);
}

/** Shows another axis down or across; the axis that stood there takes its place if it was the other one. */
export function chooseAxis(plane: SlicePlane, side: 'rowAxis' | 'columnAxis', axis: number): SlicePlane {
  const other = side === 'rowAxis' ? 'columnAxis' : 'rowAxis';
  return { ...plane, [side]: axis, ...(plane[other] === axis && { [other]: plane[side] }) };
}

/** Goes to another index of an axis. */
export function moveAxis(plane: SlicePlane, axis: number, to: number): SlicePlane {
  return { ...plane, index: plane.index.with(axis, to) };
}

/** The tensor's own index of an element of a plane. */
export function indexInTensor(
  shape: readonly number[],
  { rowAxis, columnAxis, index }: SlicePlane,
  element: { readonly row: number; readonly column: number },
): readonly number[] {
  return shape.map((_, axis) =>
    axis === columnAxis ? element.column : axis === rowAxis ? element.row : (index[axis] ?? 0),
  );
}

/** A plane as Python would take it: `[2, 1, :, :]`. */
export function formatPlane(shape: readonly number[], { rowAxis, columnAxis, index }: SlicePlane): string {
  const parts = shape.map((_, axis) => (axis === rowAxis || axis === columnAxis ? ':' : String(index[axis] ?? 0)));
  return `[${parts.join(', ')}]`;
}
