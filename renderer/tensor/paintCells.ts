import { rampOffset, type Limits, type Ramp, type Rgb } from '../ui/colorMap.ts';
import { isInRange, type ValueRange } from './valueRange.ts';

/** Colours of a heatmap. */
export interface CellColors {
  readonly ramp: Ramp;
  readonly nan: Rgb;
}

/** Cells as pixels, one each, for nearest-neighbour scaling: red, green, blue, opaque. Infinities get the ends' colours. */
export function paintCells(
  cells: Float64Array,
  limits: Limits,
  { ramp, nan }: CellColors,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(cells.length * 4);
  for (const [i, value] of cells.entries()) {
    const at = i * 4;
    if (Number.isNaN(value)) {
      pixels.set(nan, at);
    } else {
      const color = rampOffset(value, limits);
      pixels[at] = ramp[color] ?? 0;
      pixels[at + 1] = ramp[color + 1] ?? 0;
      pixels[at + 2] = ramp[color + 2] ?? 0;
    }
    pixels[at + 3] = 255;
  }
  return pixels;
}

/** How much of a colour a veil over it leaves: 255 would leave nothing. */
const VEIL = 200;

/** A layer above cells, one pixel each: a veil of the surface's colour over those outside of a range, `lit` or nothing over the others. */
export function paintVeil(
  cells: Float64Array,
  range: ValueRange,
  { surface, lit }: { readonly surface: Rgb; readonly lit: Rgb | undefined },
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(cells.length * 4);
  for (const [i, value] of cells.entries()) {
    const isLit = isInRange(range, value);
    const color = isLit ? lit : surface;
    if (color === undefined) continue;
    pixels.set(color, i * 4);
    pixels[i * 4 + 3] = isLit ? 255 : VEIL;
  }
  return pixels;
}

/** A cell that carries a sign besides its colour. */
export interface CellSign {
  readonly row: number;
  readonly column: number;
  readonly sign: 'nan' | 'up' | 'down';
}

/** Pixels of a cell from which on a sign can be seen. */
const SIGN_PIXELS = 7;

/** Cells with NaN or an infinity, where cells are large enough for a sign. */
export function listSigns(cells: Float64Array, columns: number, cellPixels: number): readonly CellSign[] {
  if (cellPixels < SIGN_PIXELS) return [];
  const signs: CellSign[] = [];
  for (const [i, value] of cells.entries()) {
    if (Number.isFinite(value)) continue;
    const sign = Number.isNaN(value) ? 'nan' : value > 0 ? 'up' : 'down';
    signs.push({ row: Math.floor(i / columns), column: i % columns, sign });
  }
  return signs;
}

/** Size in pixels of a frame around so many rows and columns: square cells as far as the room and a least size allow. */
export function frameSize(
  extent: { readonly rows: number; readonly columns: number },
  room: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  const cell = Math.min(room.width / Math.max(1, extent.columns), room.height / Math.max(1, extent.rows));
  const clamp = (size: number, most: number): number =>
    Math.max(Math.min(LEAST_FRAME, most), Math.min(most, Math.round(size)));
  return { width: clamp(cell * extent.columns, room.width), height: clamp(cell * extent.rows, room.height) };
}

/** Least height and width of a frame, in pixels: a vector's single row can still be pointed at. */
const LEAST_FRAME = 36;
