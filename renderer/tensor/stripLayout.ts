import { moveAxis, otherAxes, type SlicePlane } from './slicePlane.ts';

/** Slices that are shown side by side at most, and in one row. */
const MOST_SLICES = 64;
const MOST_ACROSS = 16;

/** Small pictures of all slices along one or two of the axes that are not shown. */
export interface StripLayout {
  /** The axis that runs to the right, and the one that runs down; one of them may be missing. */
  readonly across: number;
  readonly down: number | undefined;
  readonly columns: number;
  readonly rows: number;
}

/** The last two of the other axes, or one of them, where all of their slices fit; undefined where they do not. */
export function layOutStrip(shape: readonly number[], plane: SlicePlane): StripLayout | undefined {
  const [down, across] = otherAxes(shape, plane).slice(-2).toReversed();
  const sizeOf = (axis: number | undefined): number => (axis === undefined ? 1 : (shape[axis] ?? 1));
  if (across !== undefined && fits(sizeOf(across), sizeOf(down))) {
    return { across, down, columns: sizeOf(across), rows: sizeOf(down) };
  }
  if (down === undefined || !fits(sizeOf(down), 1)) return undefined;
  return { across: down, down: undefined, columns: sizeOf(down), rows: 1 };
}

function fits(columns: number, rows: number): boolean {
  return columns <= MOST_ACROSS && columns * rows > 1 && columns * rows <= MOST_SLICES;
}

/** The plane of a picture of a strip. */
export function planeAt(plane: SlicePlane, { across, down }: StripLayout, column: number, row: number): SlicePlane {
  const moved = moveAxis(plane, across, column);
  return down === undefined ? moved : moveAxis(moved, down, row);
}
