import type { TensorSlice } from '../../shared/tensorView.ts';
import type { Limits } from '../ui/colorMap.ts';
import type { Palette } from '../ui/palette.ts';
import { paintCells } from './paintCells.ts';

/** A slice's cells as an image of one pixel each, to be drawn at any size. */
export function imageOf({ rows, columns, cells }: TensorSlice, limits: Limits, palette: Palette): HTMLCanvasElement {
  const image = document.createElement('canvas');
  image.width = columns;
  image.height = rows;
  if (columns === 0 || rows === 0) return image;
  const pixels = paintCells(cells, limits, { ramp: palette.diverging, nan: palette.nan });
  image.getContext('2d')?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  return image;
}
