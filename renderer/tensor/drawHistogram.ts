import type { Palette } from '../ui/palette.ts';
import { layOutBars, type AxisMark } from './histogramPlot.ts';

/** A plotting area in pixels of its canvas. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface HistogramPicture {
  readonly counts: Float64Array;
  /** Marked places on the axis, such as quantiles, the most important first. */
  readonly marks: readonly AxisMark[];
  /** Round values along the axis. */
  readonly ticks: readonly AxisMark[];
  /** The bin that is pointed at. */
  readonly bin: number | undefined;
  /** The count of the fullest bin, in words. */
  readonly most: string;
}

/** Lines across, in shares of the height. */
const GRID = [1, 2 / 3, 1 / 3, 0] as const;

/** Draws grid, bars and marks into a plot's area. `ratio` is the canvas's pixels per CSS pixel. */
export function drawHistogram(
  context: CanvasRenderingContext2D,
  box: PlotBox,
  picture: HistogramPicture,
  { css, figureFont }: Palette,
  ratio: number,
): void {
  const bottom = box.top + box.height;
  context.save();
  context.font = figureFont.replace(/^\d+px/, `${10 * ratio}px`);
  context.lineWidth = ratio;
  for (const share of GRID) {
    context.strokeStyle = share === 0 ? css['line-strong'] : css.line;
    line(context, box.left, bottom - share * box.height, box.left + box.width, bottom - share * box.height);
  }
  for (const [bin, bar] of layOutBars(picture.counts, box.width, box.height).entries()) {
    context.fillStyle = bin === picture.bin ? css.accent : css['accent-mark'];
    context.fillRect(box.left + bar.left, bottom - bar.height, bar.width, bar.height);
  }
  context.fillStyle = css['text-3'];
  context.textAlign = 'right';
  context.textBaseline = 'top';
  context.fillText(picture.most, box.left + box.width - 2 * ratio, box.top + 3 * ratio);
  drawTicks(context, box, picture, ratio);
  drawMarks(context, box, picture, css, ratio);
  context.restore();
}

/** Labels below the axis; those at its ends are moved inwards. */
function drawTicks(
  context: CanvasRenderingContext2D,
  box: PlotBox,
  { counts, ticks }: HistogramPicture,
  ratio: number,
): void {
  context.textAlign = 'left';
  for (const { position, label } of ticks) {
    const x = box.left + (position / Math.max(1, counts.length)) * box.width;
    const { width } = context.measureText(label);
    context.fillText(label, keepIn(box, x - width / 2, width), box.top + box.height + 5 * ratio);
  }
}

function keepIn(box: PlotBox, from: number, width: number): number {
  return Math.max(box.left, Math.min(box.left + box.width - width, from));
}

function drawMarks(
  context: CanvasRenderingContext2D,
  box: PlotBox,
  { counts, marks }: HistogramPicture,
  css: Palette['css'],
  ratio: number,
): void {
  const taken: { readonly from: number; readonly to: number }[] = [];
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  context.strokeStyle = css['text-2'];
  context.fillStyle = css['text-2'];
  context.setLineDash([2 * ratio, 2 * ratio]);
  for (const { position, label } of marks) {
    const x = Math.round(box.left + (position / Math.max(1, counts.length)) * box.width);
    line(context, x, box.top, x, box.top + box.height);
    const { width } = context.measureText(label);
    const from = keepIn(box, x - width / 2, width);
    const span = { from, to: from + width + 4 * ratio };
    // Marks may lie close together: the more important one keeps its label.
    if (taken.some((other) => span.from < other.to && other.from < span.to)) continue;
    taken.push(span);
    context.fillText(label, from, box.top - 2 * ratio);
  }
}

/** A line through the middle of pixels, so that it is one pixel wide. */
function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(Math.round(x1) + 0.5, Math.round(y1) - 0.5);
  context.lineTo(Math.round(x2) + 0.5, Math.round(y2) - 0.5);
  context.stroke();
}
