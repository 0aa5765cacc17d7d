import { spreadHistograms } from '../engine/index.ts';

/** Characters of a histogram. */
const WIDTH = 16;
const BARS = '▁▂▃▄▅▆▇█';

/** A histogram as a row of bars, evenly from the smallest value to the largest; a bin that holds anything has a bar. */
export function drawHistogram(histogram: { readonly edges: Float64Array; readonly counts: Float64Array }): string {
  const [min] = histogram.edges;
  const max = histogram.edges.at(-1);
  if (min === undefined || max === undefined || histogram.counts.length === 0) return '';
  const { counts } = spreadHistograms([histogram], min, max, WIDTH);
  const highest = Math.max(...counts);
  return counts
    .map((count) => (count === 0 ? ' ' : (BARS[Math.max(0, Math.ceil((count / highest) * BARS.length) - 1)] ?? '')))
    .join('');
}
