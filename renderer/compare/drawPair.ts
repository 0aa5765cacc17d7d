import { drawGrid, drawMost, drawTicks } from '../tensor/drawHistogram.ts';
import { layOutBars, type AxisMark } from '../tensor/histogramPlot.ts';
import type { Pencil } from '../tensor/pencil.ts';

/** Two distributions over the same bins. A side may be empty. */
export interface PairPicture {
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly ticks: readonly AxisMark[];
  /** The count of the fullest bin, in words. */
  readonly most: string;
}

/** Opacity of what was before: the line of what came after stays the figure. */
const BEFORE_OPACITY = 0.5;
/** CSS pixels of the line of what came after. */
const AFTER_WIDTH = 1.5;

/** Draws what was before as a filled shape and what came after as a stepped line over it, on one scale of counts. */
export function drawPair(pencil: Pencil, { left, right, ticks, most }: PairPicture): void {
  const { context, box, palette, ratio, bin } = pencil;
  const bins = Math.max(left.length, right.length);
  const fullest = largestOf([left, right]);
  const bottom = box.top + box.height;
  context.save();
  drawGrid(pencil);
  if (bin !== undefined) {
    context.fillStyle = palette.css.line;
    const from = Math.round((bin / bins) * box.width);
    context.fillRect(box.left + from, box.top, Math.round(((bin + 1) / bins) * box.width) - from, box.height);
  }
  context.fillStyle = palette.css.before;
  context.globalAlpha = BEFORE_OPACITY;
  for (const bar of layOutBars(left, box.width, box.height, fullest)) {
    context.fillRect(box.left + bar.left, bottom - bar.height, bar.width, bar.height);
  }
  context.globalAlpha = 1;
  context.strokeStyle = palette.css.after;
  context.lineWidth = AFTER_WIDTH * ratio;
  context.beginPath();
  const bars = layOutBars(right, box.width, box.height, fullest);
  for (const [position, { height }] of bars.entries()) {
    const y = bottom - height;
    const from = box.left + Math.round((position / bins) * box.width);
    if (position === 0) context.moveTo(from, bottom);
    context.lineTo(from, y);
    context.lineTo(box.left + Math.round(((position + 1) / bins) * box.width), y);
  }
  if (bars.length > 0) context.lineTo(box.left + box.width, bottom);
  context.stroke();
  drawMost(pencil, most);
  drawTicks(pencil, ticks, bins);
  context.restore();
}

/** Draws differences around a dashed line at zero. */
export function drawDifference(pencil: Pencil, counts: Float64Array, ticks: readonly AxisMark[]): void {
  const { context, box, palette, ratio, bin } = pencil;
  const { css } = palette;
  context.save();
  for (const [position, bar] of layOutBars(counts, box.width, box.height).entries()) {
    context.fillStyle = position === bin ? css.accent : css['accent-mark'];
    context.fillRect(box.left + bar.left, box.top + box.height - bar.height, bar.width, bar.height);
  }
  const bottom = Math.round(box.top + box.height) - 0.5;
  const middle = Math.round(box.left + box.width / 2) + 0.5;
  context.lineWidth = ratio;
  context.strokeStyle = css['line-strong'];
  context.beginPath();
  context.moveTo(box.left, bottom);
  context.lineTo(box.left + box.width, bottom);
  context.stroke();
  context.strokeStyle = css['text-2'];
  context.setLineDash([2 * ratio, 2 * ratio]);
  context.beginPath();
  context.moveTo(middle, box.top);
  context.lineTo(middle, bottom);
  context.stroke();
  drawTicks(pencil, ticks, counts.length);
  context.restore();
}

/** The largest of all counts; 0 for none. */
export function largestOf(counts: readonly Float64Array[]): number {
  return Math.max(0, ...counts.map((side) => side.reduce((a, b) => Math.max(a, b), 0)));
}
