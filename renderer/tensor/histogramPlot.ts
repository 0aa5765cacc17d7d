import type { ExactHistogram } from '../../shared/tensorView.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { formatFigure, formatTick } from '../ui/format/formatFigure.ts';

export type HistogramScale = 'linear' | 'log' | 'symlog';

/** A place on the axis of bins: 0 is the first edge, the number of bins the last. */
export interface AxisMark {
  readonly position: number;
  readonly label: string;
}

/**
 * Where a value lies among bins, in bins; undefined outside of them. Bins are spread evenly on their own scale, so that the
 * same axis serves every scale.
 */
export function positionOf(edges: Float64Array, value: number): number | undefined {
  const bin = findBin(edges, value);
  if (bin === undefined) return undefined;
  const from = edges[bin] ?? 0;
  const to = edges[bin + 1] ?? from;
  return to > from ? bin + (value - from) / (to - from) : bin + 0.5;
}

/** The bin that counts a value; undefined where none does. The last bin holds its upper edge too. */
export function findBin(edges: Float64Array, value: number): number | undefined {
  const bins = edges.length - 1;
  if (bins < 1 || !(value >= (edges[0] ?? 0)) || value > (edges[bins] ?? 0)) return undefined;
  let low = 0;
  let high = bins;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value >= (edges[middle] ?? 0)) low = middle;
    else high = middle;
  }
  return low;
}

/** Round values along the axis, at most so many, with their places. */
export function listTicks(
  { edges, threshold }: Pick<ExactHistogram, 'edges' | 'threshold'>,
  scale: HistogramScale,
  most: number,
): readonly AxisMark[] {
  const low = edges[0];
  const high = edges.at(-1);
  if (low === undefined || high === undefined) return [];
  if (low === high) return [{ position: (edges.length - 1) / 2, label: formatTick(low) }];
  const values = scale === 'linear' ? roundValues(low, high, most) : decades(low, high, threshold ?? low);
  const marks = values.flatMap((value) => {
    const position = positionOf(edges, value);
    return position === undefined ? [] : [{ position, label: formatTick(value), value }];
  });
  return thinOut(marks, ((edges.length - 1) / most) * 0.8);
}

/** What a bin holds, in words. */
export function describeBin({ edges, counts }: ExactHistogram, bin: number): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const count = counts[bin] ?? 0;
  const share = total === 0 ? 0 : (count / total) * 100;
  const range = `${formatFigure(edges[bin] ?? 0)} … ${formatFigure(edges[bin + 1] ?? 0)}`;
  return `${range}: ${formatCount(count)} (${share < 0.1 && count > 0 ? '< 0.1' : share.toFixed(1)} %)`;
}

/** The whole histogram in one sentence. */
export function describeHistogram({ edges, counts }: ExactHistogram): string {
  const bins = counts.length;
  if (bins === 0) return 'No finite values to show.';
  const fullest = counts.reduce((best, count, bin) => (count > (counts[best] ?? 0) ? bin : best), 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return (
    `${formatCounted(bins, 'bin')} from ${formatFigure(edges[0] ?? 0)} to ${formatFigure(edges[bins] ?? 0)}; ` +
    `the fullest, ${formatFigure(edges[fullest] ?? 0)} to ${formatFigure(edges[fullest + 1] ?? 0)}, ` +
    `holds ${formatCount(counts[fullest] ?? 0)} of ${formatCount(total)} values.`
  );
}

/** Values that the bins of a scale leave out, in words; undefined where there are none. */
export function describeLeftOut(histogram: ExactHistogram, scale: HistogramScale): string | undefined {
  const { zeros, nan, posinf, neginf } = histogram;
  const parts = [
    ...(scale === 'log' && zeros > 0 ? [formatCounted(zeros, 'zero')] : []),
    ...(nan > 0 ? [`${formatCount(nan)} NaN`] : []),
    ...(posinf + neginf > 0 ? [`${formatCount(posinf + neginf)} ±Inf`] : []),
  ];
  return parts.length === 0 ? undefined : `not shown: ${parts.join(', ')}`;
}

/** A bar in the pixels of a box, from its left bottom corner. */
export interface Bar {
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Bars with a pixel between them where there is room. A bin that counts anything is at least a pixel high. `most` fills the height:
 * the fullest bin, unless several histograms share a scale.
 */
export function layOutBars(
  counts: Float64Array,
  width: number,
  height: number,
  most: number = counts.reduce((a, b) => Math.max(a, b), 0),
): readonly Bar[] {
  const step = width / Math.max(1, counts.length);
  const gap = step >= 3 ? 1 : 0;
  return Array.from(counts, (count, bin) => {
    const left = Math.round(bin * step);
    const share = most === 0 ? 0 : count / most;
    return {
      left,
      width: Math.max(1, Math.round((bin + 1) * step) - left - gap),
      height: count === 0 ? 0 : Math.max(1, Math.round(share * height)),
    };
  });
}

/** Multiples of 1, 2, 4 or 5 times a power of ten. */
function roundValues(low: number, high: number, most: number): readonly number[] {
  const rough = high / most - low / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 4, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const values: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high && values.length <= most * 2; i++) {
    // A multiple of a step is written without the step's error in its last digits.
    values.push(Number((i * step).toPrecision(12)));
  }
  return values;
}

/** Powers of ten from the threshold outwards, on both sides of zero where the range has two. */
function decades(low: number, high: number, threshold: number): readonly number[] {
  const from = Math.ceil(Math.log10(Math.max(threshold, Number.MIN_VALUE)));
  const to = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))));
  const sizes: number[] = [];
  for (let power = from; power <= to; power++) sizes.push(Number(`1e${power}`));
  const negative = low < 0 ? sizes.toReversed().map((size) => -size) : [];
  const zero = low <= 0 && high >= 0 ? [0] : [];
  return [...negative, ...zero, ...(high > 0 ? sizes : [])].filter((value) => value >= low && value <= high);
}

/** Leaves out marks that stand closer together than `gap`: zero stays before all others, then the largest. */
function thinOut(marks: readonly (AxisMark & { readonly value: number })[], gap: number): readonly AxisMark[] {
  const rank = (value: number): number => (value === 0 ? Infinity : Math.abs(value));
  const kept: AxisMark[] = [];
  const ranked = marks.toSorted((a, b) => rank(b.value) - rank(a.value));
  for (const { position, label } of ranked) {
    if (kept.every((other) => Math.abs(other.position - position) >= gap)) kept.push({ position, label });
  }
  return kept.toSorted((a, b) => a.position - b.position);
}
