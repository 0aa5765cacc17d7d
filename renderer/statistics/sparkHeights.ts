/** Bars of a row's histogram. An even number: zero stands between the middle two. */
export const SPARK_BARS = 32;

/** One row's histogram; bin `i` counts the values from `edges[i]` to `edges[i + 1]`. */
export interface RowHistogram {
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/**
 * Heights from 0 to 255 of {@link SPARK_BARS} bars between −m and m, where m is the largest magnitude: rows can be compared
 * at a glance because zero always stands in the middle. A bin counts as spread evenly over its width. The highest bar is
 * 255, and a bar that holds anything is at least 1. Written to `target`.
 */
export function sparkHeights({ edges, counts }: RowHistogram, target: Uint8Array): void {
  target.fill(0);
  const low = edges[0] ?? Number.NaN;
  const high = edges[counts.length] ?? Number.NaN;
  const limit = Math.max(Math.abs(low), Math.abs(high));
  if (counts.length === 0 || !Number.isFinite(limit)) return;
  const sums = new Float64Array(SPARK_BARS);
  const half = SPARK_BARS / 2;
  // Divided first: the width of all bars may be larger than any double.
  const place = (value: number): number => (limit === 0 ? half : half + (value / limit) * half);
  for (const [bin, count] of counts.entries()) {
    if (count > 0) spread(sums, place(edges[bin] ?? low), place(edges[bin + 1] ?? high), count);
  }
  const most = Math.max(...sums);
  for (const [bar, sum] of sums.entries()) {
    if (sum > 0) target[bar] = Math.max(1, Math.round((sum / most) * 255));
  }
}

function spread(sums: Float64Array, from: number, to: number, count: number): void {
  const first = Math.min(SPARK_BARS - 1, Math.floor(from));
  const last = Math.min(SPARK_BARS - 1, Math.max(first, Math.ceil(to) - 1));
  for (let bar = first; bar <= last; bar++) {
    const share = to > from ? (Math.min(to, bar + 1) - Math.max(from, bar)) / (to - from) : 1;
    sums[bar] = (sums[bar] ?? 0) + count * Math.max(0, share);
  }
}
