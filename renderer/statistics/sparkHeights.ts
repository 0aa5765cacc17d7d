/** Bars of a row's histogram. An even number: zero stands between the middle two. */
export const SPARK_BARS = 32;

/** One row's histogram; bin `i` counts the values from `edges[i]` to `edges[i + 1]`. */
export interface RowHistogram {
  readonly edges: Float64Array;
  readonly counts: Float64Array;
  /** The magnitude that nearly all elements keep within; undefined where it is not known. */
  readonly usual: number | undefined;
}

/** Extremes beyond so many times the usual magnitude are outliers; the bars then reach 1.5 times as far as that. */
const OUTLIER = 3;
const REACH = 1.5;

/**
 * Heights from 0 to 255 of {@link SPARK_BARS} bars between −m and m, where m is the largest magnitude, outliers apart: they
 * count in the outermost bars. Zero always stands in the middle, so that rows can be compared at a glance. The highest bar
 * is 255, and a bar that holds anything is at least 1. Written to `target`.
 */
export function sparkHeights(histogram: RowHistogram, target: Uint8Array): void {
  const { edges, counts } = histogram;
  target.fill(0);
  const limit = reachOf(histogram);
  if (counts.length === 0 || !Number.isFinite(limit)) return;
  // Plain loops: figures of whole modules arrive while rows are scrolled.
  SUMS.fill(0);
  let from = placeOf(edges[0] ?? 0, limit);
  for (let bin = 0; bin < counts.length; bin++) {
    const to = placeOf(edges[bin + 1] ?? 0, limit);
    const count = counts[bin] ?? 0;
    if (count > 0) spread(from, to, count);
    from = to;
  }
  let most = 0;
  for (let bar = 0; bar < SPARK_BARS; bar++) most = Math.max(most, SUMS[bar] ?? 0);
  for (let bar = 0; bar < SPARK_BARS; bar++) {
    const sum = SUMS[bar] ?? 0;
    if (sum > 0) target[bar] = Math.max(1, Math.round((sum / most) * 255));
  }
}

/** Counts by bar, of the row at hand. */
const SUMS: Float64Array = new Float64Array(SPARK_BARS);

/** Where a value stands among the bars. Divided first: the width of all bars may be larger than any double. */
function placeOf(value: number, limit: number): number {
  const half = SPARK_BARS / 2;
  return limit === 0 ? half : Math.max(0, Math.min(SPARK_BARS, half + (value / limit) * half));
}

function reachOf({ edges, counts, usual }: RowHistogram): number {
  const most = Math.max(Math.abs(edges[0] ?? Number.NaN), Math.abs(edges[counts.length] ?? Number.NaN));
  return usual !== undefined && usual > 0 && most > OUTLIER * usual ? REACH * usual : most;
}

/**
 * Counts a bin as spread evenly over the bars from place `from` to place `to`. Fewer elements than bars stand at its upper
 * end: a bin ends right above its last element, and begins where the bin before it ended.
 */
function spread(from: number, to: number, count: number): void {
  const first = Math.min(SPARK_BARS - 1, Math.floor(from));
  const last = Math.min(SPARK_BARS - 1, Math.max(first, Math.ceil(to) - 1));
  if (first === last || (count >= 1 && count <= last - first)) {
    SUMS[last] = (SUMS[last] ?? 0) + count;
    return;
  }
  for (let bar = first; bar <= last; bar++) {
    const share = (Math.min(to, bar + 1) - Math.max(from, bar)) / (to - from);
    SUMS[bar] = (SUMS[bar] ?? 0) + count * Math.max(0, share);
  }
}
