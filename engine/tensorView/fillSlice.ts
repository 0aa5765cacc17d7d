import type { SlicePart, TensorSlice } from '../../shared/tensorView.ts';
import type { Elements } from './elements.ts';
import type { Following } from './following.ts';
import { createNumberReader } from './numbers.ts';
import { readViews } from './readView.ts';
import { SliceCells, type SliceTile } from './sliceCells.ts';
import { cutTiles, findPlane, placeTiles, stepFor, TILE_ELEMENTS } from './slicePlane.ts';

/** The elements of one tensor in a tile. */
export interface TileElements {
  /** As they are stored. */
  readonly bytes: Uint8Array;
  readonly values: Float64Array;
}

/**
 * Fills the cells of a slice through tensors of one shape. Where several share a cell, the one of the largest magnitude stays.
 *
 * @param sides the tensors, at least one.
 * @param combine what is shown of a tile, from the elements of each tensor.
 * @throws InspectError `usage` for axes and indexes that the tensors do not have.
 */
export async function fillSlice(
  sides: readonly Elements[],
  part: SlicePart,
  combine: (tiles: readonly TileElements[]) => Float64Array,
  { signal, pacer, onProgress }: Following,
): Promise<TensorSlice> {
  const planes = sides.map((elements) => findPlane(elements, part));
  const [first] = planes;
  if (first === undefined) throw new RangeError('a tensor');
  const { row, column } = first;
  const step = { rows: stepFor(row.size, part.maxRows), columns: stepFor(column.size, part.maxColumns) };
  // An expanded axis repeats one element: it is read once and shown in all of its cells.
  const read = {
    rows: planes.every((plane) => plane.row.stride === 0) ? Math.min(row.size, 1) : row.size,
    columns: planes.every((plane) => plane.column.stride === 0) ? Math.min(column.size, 1) : column.size,
  };
  const cells = new SliceCells(read, step);
  const readers = planes.map((plane, side) => {
    const elements = sides[side];
    if (elements === undefined) throw new RangeError('a tensor for each plane');
    return {
      plane,
      numbers: createNumberReader(elements),
      values: new Float64Array(TILE_ELEMENTS),
      tiles: readViews(elements, placeTiles(plane, cutTiles(first, read)), signal),
    };
  });
  let done = 0;
  for (;;) {
    const tiles: TileElements[] = [];
    let place: SliceTile | undefined;
    for (const { plane, numbers, values, tiles: views } of readers) {
      const next = await views.next();
      if (next.done === true) break;
      const {
        part: { tile },
        bytes,
      } = next.value;
      const taken = values.subarray(0, tile.rows * tile.columns);
      numbers.read(bytes, 0, taken, (i) =>
        plane.channelOf(tile.row + Math.floor(i / tile.columns), tile.column + (i % tile.columns)),
      );
      tiles.push({ bytes, values: taken });
      place = tile;
    }
    if (place === undefined) break;
    cells.add(place, combine(tiles));
    done += place.rows * place.columns;
    onProgress?.(done, read.rows * read.columns);
    if (pacer?.isDue() === true) await pacer.pause();
  }
  const rows = Math.ceil(row.size / step.rows);
  const columns = Math.ceil(column.size / step.columns);
  return { rows, columns, step: [step.rows, step.columns], cells: spread(cells, rows, columns), ...cells.extremes };
}

/** Cells that were read once for an axis that repeats them, as often as they are shown. */
function spread(read: SliceCells, rows: number, columns: number): Float64Array {
  if (read.rows === rows && read.columns === columns) return read.cells;
  return Float64Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.min(Math.floor(i / columns), read.rows - 1);
    return read.cells[row * read.columns + Math.min(i % columns, read.columns - 1)] ?? 0;
  });
}
