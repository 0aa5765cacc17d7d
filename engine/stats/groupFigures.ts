import { ROW_BINS } from '../../shared/statistics.ts';
import type { CoarseHistogram, TensorFigures } from './figures.ts';
import { figureOf, type FigureRow } from './figureTable.ts';

/** Sums over the elements of several tensors, one tensor after another. */
export interface GroupSums {
  count: number;
  finite: number;
  nan: number;
  posinf: number;
  neginf: number;
  zeros: number;
  min: number;
  max: number;
  /** Elements that `mean` and `std` are over: complex numbers have neither. */
  weight: number;
  mean: number;
  std: number;
  l2: number;
}

export function emptySums(): GroupSums {
  const counts = { count: 0, finite: 0, nan: 0, posinf: 0, neginf: 0, zeros: 0 };
  return { ...counts, min: Infinity, max: -Infinity, weight: 0, mean: 0, std: 0, l2: 0 };
}

/** The sums of one tensor, from its row. */
export function sumsOf(row: FigureRow): GroupSums {
  const number = (value: number, otherwise: number) => (Number.isNaN(value) ? otherwise : value);
  const mean = figureOf(row, 'mean');
  return {
    count: figureOf(row, 'count'),
    finite: figureOf(row, 'finite'),
    nan: figureOf(row, 'nan'),
    posinf: figureOf(row, 'posinf'),
    neginf: figureOf(row, 'neginf'),
    zeros: figureOf(row, 'zeros'),
    min: number(figureOf(row, 'min'), Infinity),
    max: number(figureOf(row, 'max'), -Infinity),
    weight: Number.isNaN(mean) ? 0 : figureOf(row, 'finite'),
    mean: number(mean, 0),
    std: number(figureOf(row, 'std'), 0),
    l2: number(figureOf(row, 'l2'), 0),
  };
}

/** Adds `b` to `a`. Spreads and norms are joined by `hypot`, whose squares neither overflow nor vanish. */
export function addSums(a: GroupSums, b: GroupSums): void {
  a.count += b.count;
  a.finite += b.finite;
  a.nan += b.nan;
  a.posinf += b.posinf;
  a.neginf += b.neginf;
  a.zeros += b.zeros;
  a.min = Math.min(a.min, b.min);
  a.max = Math.max(a.max, b.max);
  a.l2 = Math.hypot(a.l2, b.l2);
  if (b.weight === 0) return;
  const weight = a.weight + b.weight;
  const share = b.weight / weight;
  const delta = b.mean - a.mean;
  // σ² = (1 − s)σa² + sσb² + s(1 − s)δ² (Chan, Golub and LeVeque 1979), divided by the number of elements.
  a.std = Math.hypot(Math.sqrt(1 - share) * a.std, Math.sqrt(share) * b.std, Math.sqrt(share * (1 - share)) * delta);
  a.mean += delta * share;
  a.weight = weight;
}

/**
 * Figures of a group from those of its tensors: no quantiles, and a histogram that spreads each bin evenly over its width. Where
 * a few outliers lie far from the rest, its outermost bins reach out to them and the others show the rest.
 */
export function groupFigures(rows: readonly FigureRow[]): TensorFigures {
  const sums = emptySums();
  for (const row of rows) addSums(sums, sumsOf(row));
  const { count, finite, nan, posinf, neginf, zeros, min, max, mean, std, l2 } = sums;
  const isReal = sums.weight > 0;
  const counts = { count, finite, nan, posinf, neginf, zeros };
  return {
    ...counts,
    min: isReal ? min : undefined,
    max: isReal ? max : undefined,
    mean: isReal ? mean : undefined,
    std: isReal ? std : undefined,
    l2: finite > 0 ? l2 : undefined,
    quantiles: undefined,
    histogram: isReal ? spreadAround(rows, min, max) : { edges: [], counts: [] },
  };
}

/** Extremes beyond so many times the usual magnitude are outliers; the even bins then reach 1.5 times as far as that. */
const OUTLIER = 3;
const REACH = 1.5;

function spreadAround(rows: readonly FigureRow[], min: number, max: number): CoarseHistogram {
  const usual = usualMagnitude(rows);
  const isFar = Math.max(-min, max) > OUTLIER * usual;
  const low = isFar ? Math.max(min, -REACH * usual) : min;
  const high = isFar ? Math.min(max, REACH * usual) : max;
  if (!(low < high)) return spreadHistograms(rows, min, max, ROW_BINS);
  const { edges, counts } = spreadHistograms(rows, low, high, ROW_BINS);
  return { edges: [min, ...edges.slice(1, -1), max], counts };
}

/** The magnitude that 98 % of a tensor's elements keep within, on average over the elements of all; NaN where no row tells. */
function usualMagnitude(rows: readonly FigureRow[]): number {
  let weight = 0;
  let mean = 0;
  for (const row of rows) {
    const reach = Math.max(Math.abs(figureOf(row, 'p01')), Math.abs(figureOf(row, 'p99')));
    const finite = figureOf(row, 'finite');
    if (Number.isNaN(reach) || finite === 0) continue;
    weight += finite;
    mean += (reach - mean) * (finite / weight);
  }
  return weight === 0 ? Number.NaN : mean;
}

/**
 * Even bins from `min` to `max`; what lies beyond counts in the first or the last. Approximate: within a row's bin, elements count
 * as spread evenly.
 */
export function spreadHistograms(
  rows: readonly Pick<FigureRow, 'edges' | 'counts'>[],
  min: number,
  max: number,
  bins: number,
): CoarseHistogram {
  const whole = rows.reduce((sum, { counts }) => counts.reduce((total, count) => total + count, sum), 0);
  const step = max / bins - min / bins;
  if (step === 0) return { edges: [min, max], counts: [whole] };
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? max : min + step * i));
  const counts = edges.slice(1).map(() => 0);
  const place = (value: number) => Math.min(Math.max(value / step - min / step, -FAR), FAR);
  for (const row of rows) {
    for (const [bin, count] of row.counts.entries()) {
      spread(counts, place(row.edges[bin] ?? min), place(row.edges[bin + 1] ?? max), count);
    }
  }
  return { edges, counts };
}

/** Places beyond this are as good as infinitely far. */
const FAR = 1e15;

/** Spreads a count over the bins from place `from` to place `to`, both in bins; the outermost take what lies beyond. */
function spread(counts: number[], from: number, to: number, count: number): void {
  const end = counts.length - 1;
  const first = Math.min(Math.max(Math.floor(from), 0), end);
  const last = Math.min(Math.max(Math.floor(to), 0), end);
  for (let bin = first; bin <= last; bin++) {
    const overlap = (bin === last ? to : bin + 1) - (bin === first ? from : bin);
    const share = to > from ? overlap / (to - from) : 1;
    counts[bin] = (counts[bin] ?? 0) + count * share;
  }
}
