import type { TensorSlice } from '../../shared/tensorView.ts';
import type { Limits } from '../ui/colorMap.ts';
import type { Palette } from '../ui/palette.ts';
import { paintCells, paintVeil } from './paintCells.ts';
import type { ValueRange } from './valueRange.ts';

/** A slice's cells as an image of one pixel each, to be drawn at any size. */
export function imageOf(slice: TensorSlice, limits: Limits, palette: Palette): HTMLCanvasElement {
  return imageOfPixels(slice, () => paintCells(slice.cells, limits, { ramp: palette.diverging, nan: palette.nan }));
}

/** A layer above that image which lets the cells of a range stand out; `fill` also colours them, where they are too small for a frame. */
export function veilOf(slice: TensorSlice, range: ValueRange, fill: boolean, palette: Palette): HTMLCanvasElement {
  const colors = { surface: palette.surface, lit: fill ? palette.accent : undefined };
  return imageOfPixels(slice, () => paintVeil(slice.cells, range, colors));
}

function imageOfPixels({ rows, columns }: TensorSlice, paint: () => Uint8ClampedArray<ArrayBuffer>): HTMLCanvasElement {
  const image = document.createElement('canvas');
  image.width = columns;
  image.height = rows;
  if (columns === 0 || rows === 0) return image;
  image.getContext('2d')?.putImageData(new ImageData(paint(), columns, rows), 0, 0);
  return image;
}
