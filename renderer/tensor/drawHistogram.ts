import { layOutBars, type AxisMark } from './histogramPlot.ts';
import type { Pencil, PlotBox } from './pencil.ts';

export interface HistogramPicture {
  readonly counts: Float64Array;
  /** Marked places on the axis, such as quantiles, the most important first. */
  readonly marks: readonly AxisMark[];
  /** Round values along the axis. */
  readonly ticks: readonly AxisMark[];
  /** The count of the fullest bin, in words. */
  readonly most: string;
}

/** Lines across, in shares of the height. */
const GRID = [1, 2 / 3, 1 / 3, 0] as const;

/** Draws grid, bars and marks into a plot's area. */
export function drawHistogram(pencil: Pencil, { counts, marks, ticks, most }: HistogramPicture): void {
  const { context, box, palette, bin } = pencil;
  const { css } = palette;
  context.save();
  drawGrid(pencil);
  for (const [position, bar] of layOutBars(counts, box.width, box.height).entries()) {
    context.fillStyle = position === bin ? css.accent : css['accent-mark'];
    context.fillRect(box.left + bar.left, box.top + box.height - bar.height, bar.width, bar.height);
  }
  drawMost(pencil, most);
  drawTicks(pencil, ticks, counts.length);
  drawMarks(pencil, marks, counts.length);
  context.restore();
}

/** Lines across, and the axis. */
export function drawGrid({ context, box, palette: { css }, ratio }: Pencil): void {
  const bottom = box.top + box.height;
  context.lineWidth = ratio;
  for (const share of GRID) {
    context.strokeStyle = share === 0 ? css['line-strong'] : css.line;
    line(context, box.left, bottom - share * box.height, box.left + box.width, bottom - share * box.height);
  }
}

/** What the height stands for, at the top right; bars may stand behind it. */
export function drawMost(pencil: Pencil, most: string): void {
  const { context, box, palette, ratio } = pencil;
  const [x, y] = [box.left + box.width - 2 * ratio, box.top + 3 * ratio];
  context.save();
  chooseFont(pencil, 'text-3');
  context.textAlign = 'right';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.lineWidth = 4 * ratio;
  context.strokeStyle = palette.css.bg;
  context.strokeText(most, x, y);
  context.fillText(most, x, y);
  context.restore();
}

/** Labels below the axis of so many bins; those at its ends are moved inwards. */
export function drawTicks(pencil: Pencil, ticks: readonly AxisMark[], bins: number): void {
  const { context, box, ratio } = pencil;
  chooseFont(pencil, 'text-3');
  context.textAlign = 'left';
  context.textBaseline = 'top';
  for (const { position, label } of ticks) {
    const x = box.left + (position / Math.max(1, bins)) * box.width;
    const { width } = context.measureText(label);
    context.fillText(label, keepIn(box, x - width / 2, width), box.top + box.height + 5 * ratio);
  }
}

function chooseFont({ context, palette, ratio }: Pencil, token: 'text-2' | 'text-3'): void {
  context.font = palette.figureFont.replace(/^\d+px/, `${10 * ratio}px`);
  context.fillStyle = palette.css[token];
}

function keepIn(box: PlotBox, from: number, width: number): number {
  return Math.max(box.left, Math.min(box.left + box.width - width, from));
}

function drawMarks(pencil: Pencil, marks: readonly AxisMark[], bins: number): void {
  const { context, box, palette, ratio } = pencil;
  const taken: { readonly from: number; readonly to: number }[] = [];
  chooseFont(pencil, 'text-2');
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  context.strokeStyle = palette.css['text-2'];
  context.setLineDash([2 * ratio, 2 * ratio]);
  for (const { position, label } of marks) {
    const x = Math.round(box.left + (position / Math.max(1, bins)) * box.width);
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
