import type { SliceRequest, TensorSlice } from '../../shared/tensorView.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import type { Dim } from '../stats/stridedView.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { openElements, type Elements } from './elements.ts';
import type { ElementView } from './elementView.ts';
import type { Following } from './following.ts';
import { createNumberReader } from './numbers.ts';
import { readViews } from './readView.ts';
import { SliceCells, type SliceTile } from './sliceCells.ts';

/** Cells of an answer, down and across: more than a screen shows. */
const MAX_CELLS = 2048;
/** Elements of one tile: 4 MiB as doubles. */
const TILE_ELEMENTS: number = 512 << 10;

/** What to show; see {@link SliceRequest}. */
export type SlicePart = Omit<SliceRequest, 'file' | 'node'>;

/**
 * A two-dimensional part of a tensor of any rank, down-sampled so that an outlier stays visible. A vector is one row, a scalar
 * one cell. Ranges beyond the tensor are cut. Every element that is asked for is read, in the file's order, with memory for a
 * few tiles whatever the size. Complex elements are shown by magnitude. Errors: `usage` for axes and indexes that the tensor
 * does not have, and for one without values; `source/*`, `zip/*`.
 */
export async function readSlice(
  opened: OpenedFile,
  value: TensorValue | NdarrayValue,
  part: SlicePart,
  following: Following = {},
): Promise<TensorSlice> {
  const { signal, pacer, onProgress } = following;
  const elements = await openElements(opened, value, signal);
  const plane = findPlane(elements, part);
  const { row, column } = plane;
  const step = { rows: stepFor(row.size, part.maxRows), columns: stepFor(column.size, part.maxColumns) };
  // An expanded axis repeats one element: it is read once and shown in all of its cells.
  const read = {
    rows: row.stride === 0 ? Math.min(row.size, 1) : row.size,
    columns: column.stride === 0 ? Math.min(column.size, 1) : column.size,
  };
  const cells = new SliceCells(read, step);
  const numbers = createNumberReader(elements);
  const values = new Float64Array(TILE_ELEMENTS);
  let done = 0;
  for await (const { part: tile, bytes } of readViews(elements, cutTiles(plane, read), signal)) {
    const taken = values.subarray(0, tile.rows * tile.columns);
    numbers.read(bytes, 0, taken, (i) =>
      plane.channelOf(tile.row + Math.floor(i / tile.columns), tile.column + (i % tile.columns)),
    );
    cells.add(tile, taken);
    done += taken.length;
    onProgress?.(done, read.rows * read.columns);
    if (pacer?.isDue() === true) await pacer.pause();
  }
  const rows = Math.ceil(row.size / step.rows);
  const columns = Math.ceil(column.size / step.columns);
  return { rows, columns, step: [step.rows, step.columns], cells: spread(cells, rows, columns), ...cells.extremes };
}

/** The part of a tensor that is asked for, as rows and columns of its storage. */
interface Plane {
  /** Storage position of the first element. */
  readonly offset: number;
  readonly row: Dim;
  readonly column: Dim;
  /** The quantizer's channel of an element of the plane. */
  readonly channelOf: (row: number, column: number) => number;
}

const NO_AXIS: Dim = { size: 1, stride: 0 };

function findPlane({ view, quantizer }: Elements, part: SlicePart): Plane {
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
function stepFor(size: number, cells: number): number {
  const most = Math.min(Math.max(1, Math.floor(cells)), MAX_CELLS);
  return Math.max(1, Math.ceil(size / most));
}

type PlacedTile = SliceTile & { readonly view: ElementView };

/** Tiles of neighbours in the file: bands of whole rows, or of whole columns where those lie closer together. */
function* cutTiles({ offset, row, column }: Plane, read: { rows: number; columns: number }): Generator<PlacedTile> {
  const { rows, columns } = read;
  if (rows === 0 || columns === 0) return;
  const byRows = column.stride <= row.stride || row.stride === 0;
  const inner = Math.min(byRows ? columns : rows, TILE_ELEMENTS);
  const outer = Math.max(1, Math.floor(TILE_ELEMENTS / inner));
  const [tileRows, tileColumns] = byRows ? [outer, inner] : [inner, outer];
  const tileAt = (at: number, across: number): PlacedTile => {
    const size = { rows: Math.min(tileRows, rows - at), columns: Math.min(tileColumns, columns - across) };
    return {
      row: at,
      column: across,
      ...size,
      view: {
        offset: offset + at * row.stride + across * column.stride,
        dims: [
          { size: size.rows, stride: row.stride },
          { size: size.columns, stride: column.stride },
        ],
      },
    };
  };
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

/** Cells that were read once for an axis that repeats them, as often as they are shown. */
function spread(read: SliceCells, rows: number, columns: number): Float64Array {
  if (read.rows === rows && read.columns === columns) return read.cells;
  return Float64Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.min(Math.floor(i / columns), read.rows - 1);
    return read.cells[row * read.columns + Math.min(i % columns, read.columns - 1)] ?? 0;
  });
}
