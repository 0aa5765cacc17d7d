import type { TensorSlice } from '../../shared/tensorView.ts';
import type { Palette } from '../ui/palette.ts';
import { veilOf } from './cellImage.ts';
import { listSigns, type CellSign } from './paintCells.ts';
import type { SliceWindow } from './sliceWindow.ts';
import { isInRange, type ValueRange } from './valueRange.ts';

export interface HeatmapPicture {
  readonly slice: TensorSlice;
  /** The slice's cells as an image, one pixel each. */
  readonly image: HTMLCanvasElement;
  /** What the slice shows. */
  readonly read: SliceWindow;
  /** What is on screen: while another part is being read the two differ. */
  readonly window: SliceWindow;
  /** The element that is pointed at. */
  readonly marked: { readonly row: number; readonly column: number } | undefined;
  /** Values that are pointed at elsewhere: their cells stand out. */
  readonly lit: ValueRange | undefined;
}

/** Pixels of a cell from which on a frame around it can be seen. */
const FRAMED_PIXELS = 6;

/** Where a range of elements lies, in pixels. */
export interface CellBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws a slice into a canvas of so many pixels: nearest neighbour, with signs where cells have room for them. */
export function drawHeatmap(
  canvas: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number },
  picture: HeatmapPicture,
  palette: Palette,
): void {
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { slice, image, read, window, marked, lit } = picture;
  const [stepRows, stepColumns] = slice.step;
  context.imageSmoothingEnabled = false;
  const all = placeElements(window, canvas, {
    row: read.row,
    column: read.column,
    rows: slice.rows * stepRows,
    columns: slice.columns * stepColumns,
  });
  if (image.width > 0 && image.height > 0) context.drawImage(image, all.x, all.y, all.width, all.height);
  const cell = { width: all.width / Math.max(1, slice.columns), height: all.height / Math.max(1, slice.rows) };
  for (const sign of listSigns(slice.cells, slice.columns, Math.min(cell.width, cell.height))) {
    drawSign(
      context,
      sign,
      { ...cell, x: all.x + sign.column * cell.width, y: all.y + sign.row * cell.height },
      palette,
    );
  }
  if (lit) lightUp(context, { slice, lit, all, cell }, palette);
  if (marked === undefined) return;
  const row = read.row + Math.floor((marked.row - read.row) / stepRows) * stepRows;
  const column = read.column + Math.floor((marked.column - read.column) / stepColumns) * stepColumns;
  outline(context, placeElements(window, canvas, { row, column, rows: stepRows, columns: stepColumns }), palette);
}

/** Veils all cells but those of a range; those get frames where there is room for them, else the colour of what is pointed at. */
function lightUp(
  context: CanvasRenderingContext2D,
  parts: {
    readonly slice: TensorSlice;
    readonly lit: ValueRange;
    readonly all: CellBox;
    readonly cell: Pick<CellBox, 'width' | 'height'>;
  },
  palette: Palette,
): void {
  const { slice, lit, all, cell } = parts;
  // A veil over everything would only say that nothing stands out.
  if (!slice.cells.some((value) => isInRange(lit, value))) return;
  const isFramed = Math.min(cell.width, cell.height) >= FRAMED_PIXELS;
  context.drawImage(veilOf(slice, lit, !isFramed, palette), all.x, all.y, all.width, all.height);
  if (!isFramed) return;
  context.lineWidth = 2;
  context.strokeStyle = palette.css.accent;
  for (const [i, value] of slice.cells.entries()) {
    if (!isInRange(lit, value)) continue;
    const x = all.x + (i % slice.columns) * cell.width;
    const y = all.y + Math.floor(i / slice.columns) * cell.height;
    context.strokeRect(x + 1, y + 1, cell.width - 2, cell.height - 2);
  }
}

/** Pixels of a range of elements in a canvas that shows `window`. */
export function placeElements(
  window: SliceWindow,
  canvas: { readonly width: number; readonly height: number },
  part: SliceWindow,
): CellBox {
  const across = canvas.width / Math.max(1, window.columns);
  const down = canvas.height / Math.max(1, window.rows);
  return {
    x: (part.column - window.column) * across,
    y: (part.row - window.row) * down,
    width: part.columns * across,
    height: part.rows * down,
  };
}

function drawSign(context: CanvasRenderingContext2D, { sign }: CellSign, box: CellBox, { css }: Palette): void {
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  if (sign === 'nan') hatch(context, box, css.bg);
  else triangle(context, box, sign, css);
  context.restore();
}

function hatch(context: CanvasRenderingContext2D, box: CellBox, color: string): void {
  const gap = Math.max(4, Math.min(box.width, box.height) / 4);
  context.strokeStyle = color;
  context.lineWidth = Math.max(1, gap / 4);
  context.beginPath();
  for (let at = -box.height; at < box.width; at += gap) {
    context.moveTo(box.x + at, box.y + box.height);
    context.lineTo(box.x + at + box.height, box.y);
  }
  context.stroke();
}

function triangle(context: CanvasRenderingContext2D, box: CellBox, sign: 'up' | 'down', css: Palette['css']): void {
  const size = Math.min(box.width, box.height) * 0.3;
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const way = sign === 'up' ? -1 : 1;
  context.beginPath();
  context.moveTo(x, y + way * size);
  context.lineTo(x - size, y - way * size);
  context.lineTo(x + size, y - way * size);
  context.closePath();
  context.fillStyle = css.bg;
  context.fill();
}

/** Two lines, dark and light, so that the frame is seen on every colour. */
function outline(context: CanvasRenderingContext2D, box: CellBox, { css }: Palette): void {
  const width = Math.max(box.width, 4);
  const height = Math.max(box.height, 4);
  context.lineWidth = 3;
  context.strokeStyle = css.bg;
  context.strokeRect(box.x, box.y, width, height);
  context.lineWidth = 1.5;
  context.strokeStyle = css.text;
  context.strokeRect(box.x, box.y, width, height);
}
