import type { SlicePart } from '../../shared/tensorView.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { Dim } from '../stats/stridedView.ts';
import type { Elements } from './elements.ts';
import type { ElementView } from './elementView.ts';
import type { SliceTile } from './sliceCells.ts';

/** Cells of an answer, down and across: more than a screen shows. */
const MAX_CELLS = 2048;
/** Elements of one tile: 4 MiB as doubles. */
export const TILE_ELEMENTS: number = 512 << 10;

/** The part of a tensor that is asked for, as rows and columns of its storage. */
export interface Plane {
  /** Storage position of the first element. */
  readonly offset: number;
  readonly row: Dim;
  readonly column: Dim;
  /** The quantizer's channel of an element of the plane. */
  readonly channelOf: (row: number, column: number) => number;
}

const NO_AXIS: Dim = { size: 1, stride: 0 };

/** @throws InspectError `usage` for axes and indexes that the tensor does not have. */
export function findPlane({ view, quantizer }: Elements, part: SlicePart): Plane {
  const { dims } = view;
  const { index } = part;
  checkAxes(dims, part);
  const rowAxis = dims.length < 2 ? -1 : part.rowAxis;
  const columnAxis = dims.length < 1 ? -1 : part.columnAxis;
  const rows = cutRange(part.rows, dims[rowAxis] ?? NO_AXIS);
  const columns = cutRange(part.columns, dims[columnAxis] ?? NO_AXIS);
  let offset = view.offset + rows.offset + columns.offset;
  for (const [axis, { stride }] of dims.entries()) {
    if (axis !== rowAxis && axis !== columnAxis) offset += (index[axis] ?? 0) * stride;
  }
  const axis = quantizer?.axis;
  return {
    offset,
    row: rows.dim,
    column: columns.dim,
    channelOf: (row, column) => {
      if (axis === rowAxis) return rows.start + row;
      return axis === columnAxis ? columns.start + column : (index[axis ?? 0] ?? 0);
    },
  };
}

function checkAxes(dims: readonly Dim[], { rowAxis, columnAxis, index }: SlicePart): void {
  const rank = dims.length;
  const known = (axis: number) => Number.isInteger(axis) && axis >= 0 && axis < rank;
  const axesFit = rank === 0 || (known(rowAxis) && known(columnAxis) && (rank === 1) === (rowAxis === columnAxis));
  if (!axesFit || index.length !== rank)
    throw badPart(`axes and an index for each of ${rank}`, { rowAxis, columnAxis, index });
  for (const [axis, { size }] of dims.entries()) {
    const at = index[axis] ?? 0;
    const isShown = axis === rowAxis || axis === columnAxis;
    if (!isShown && !(Number.isInteger(at) && at >= 0 && at < size)) {
      throw badPart(`an index from 0 to ${size - 1} on axis ${axis}`, at);
    }
  }
}

function badPart(expected: string, found: unknown): InspectError {
  return new InspectError({
    code: 'usage',
    message: `The tensor has no such slice: expected ${expected}.`,
    expected,
    found: JSON.stringify(found),
  });
}

/** A range of an axis, cut to what there is. */
function cutRange(
  [from, count]: readonly [start: number, count: number],
  { size, stride }: Dim,
): { readonly start: number; readonly offset: number; readonly dim: Dim } {
  const start = Math.min(Math.max(0, Math.floor(from)), size);
  return {
    start,
    offset: start * stride,
    dim: { size: Math.min(Math.max(0, Math.floor(count)), size - start), stride },
  };
}

/** Elements that a cell stands for. */
export function stepFor(size: number, cells: number): number {
  const most = Math.min(Math.max(1, Math.floor(cells)), MAX_CELLS);
  return Math.max(1, Math.ceil(size / most));
}

/**
 * Tiles of neighbours in the file: bands of whole rows, or of whole columns where those lie closer together. Tiles of one plane fit
 * another one of the same size, whose elements may lie otherwise.
 */
export function* cutTiles({ row, column }: Plane, read: { rows: number; columns: number }): Generator<SliceTile> {
  const { rows, columns } = read;
  if (rows === 0 || columns === 0) return;
  const byRows = column.stride <= row.stride || row.stride === 0;
  const inner = Math.min(byRows ? columns : rows, TILE_ELEMENTS);
  const outer = Math.max(1, Math.floor(TILE_ELEMENTS / inner));
  const [tileRows, tileColumns] = byRows ? [outer, inner] : [inner, outer];
  const tileAt = (at: number, across: number): SliceTile => ({
    row: at,
    column: across,
    rows: Math.min(tileRows, rows - at),
    columns: Math.min(tileColumns, columns - across),
  });
  if (byRows) {
    for (let at = 0; at < rows; at += tileRows) {
      for (let across = 0; across < columns; across += tileColumns) yield tileAt(at, across);
    }
    return;
  }
  for (let across = 0; across < columns; across += tileColumns) {
    for (let at = 0; at < rows; at += tileRows) yield tileAt(at, across);
  }
}

/** Tiles with the places of their elements in the plane's storage. */
export function* placeTiles(
  { offset, row, column }: Plane,
  tiles: Iterable<SliceTile>,
): Generator<{ readonly tile: SliceTile; readonly view: ElementView }> {
  for (const tile of tiles) {
    const dims = [
      { size: tile.rows, stride: row.stride },
      { size: tile.columns, stride: column.stride },
    ];
    yield { tile, view: { offset: offset + tile.row * row.stride + tile.column * column.stride, dims } };
  }
}
