import { firstPlane, type SlicePlane } from '../tensor/slicePlane.ts';

/** Rows for one column from which on a picture lies down: panels are wider than they are high. */
const TALL = 2;

/** The last two axes, the longer one across where the picture would be tall. */
export function firstDifferencePlane(shape: readonly number[]): SlicePlane {
  const plane = firstPlane(shape);
  const { rowAxis, columnAxis } = plane;
  const isTall = shape.length > 1 && (shape[rowAxis] ?? 1) >= TALL * (shape[columnAxis] ?? 1);
  return isTall ? { ...plane, rowAxis: columnAxis, columnAxis: rowAxis } : plane;
}

/** Which axis runs where: `dim 0 →, dim 1 ↓`. */
export function describeAxes(shape: readonly number[], { rowAxis, columnAxis }: SlicePlane): string {
  return shape.length < 2 ? `dim ${columnAxis} →` : `dim ${columnAxis} →, dim ${rowAxis} ↓`;
}
