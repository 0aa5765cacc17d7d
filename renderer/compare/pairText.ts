import type { PairHistograms } from '../../shared/comparison.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { formatFigure } from '../ui/format/formatFigure.ts';
import { formatSigned } from './figureText.ts';
import type { SideNames } from './pair.ts';

/** What both sides count in a bin: `0.10 … 0.12: A 35 21, B 39 19`. */
export function describePairBin({ edges, left, right }: PairHistograms, names: SideNames, bin: number): string {
  const range = `${formatFigure(edges[bin] ?? 0)} … ${formatFigure(edges[bin + 1] ?? 0)}`;
  const sides = [
    ...(left.length > 0 ? [`${names.left}: ${formatCount(left[bin] ?? 0)}`] : []),
    ...(right.length > 0 ? [`${names.right}: ${formatCount(right[bin] ?? 0)}`] : []),
  ];
  return `${range}   ${sides.join(', ')}`;
}

/** Both histograms in one sentence. */
export function describePair({ edges, left, right }: PairHistograms, names: SideNames): string {
  const bins = Math.max(left.length, right.length);
  const range = `${formatCounted(bins, 'bin')} from ${formatFigure(edges[0] ?? 0)} to ${formatFigure(edges[bins] ?? 0)}`;
  const sides = [
    ...(left.length > 0 ? [`${names.left} is fullest at ${describeFullest(edges, left)}`] : []),
    ...(right.length > 0 ? [`${names.right} at ${describeFullest(edges, right)}`] : []),
  ];
  return `${range}; ${sides.join(', ')}.`;
}

/** What a bin of differences counts. */
export function describeDifferenceBin(
  { edges, counts }: NonNullable<PairHistograms['difference']>,
  bin: number,
): string {
  const range = `${formatSigned(edges[bin] ?? 0)} … ${formatSigned(edges[bin + 1] ?? 0)}`;
  return `${range}: ${formatCount(counts[bin] ?? 0)}`;
}

function describeFullest(edges: Float64Array, counts: Float64Array): string {
  const fullest = counts.reduce((best, count, bin) => (count > (counts[best] ?? 0) ? bin : best), 0);
  const from = formatFigure(edges[fullest] ?? 0);
  return `${from} to ${formatFigure(edges[fullest + 1] ?? 0)} with ${formatCount(counts[fullest] ?? 0)}`;
}
