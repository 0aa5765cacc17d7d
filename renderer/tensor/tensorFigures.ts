import { FIGURES, QUANTILES, type FigureBatch, type FigureName } from '../../shared/statistics.ts';
import { fitFigure, formatExact } from '../ui/format/formatFigure.ts';
import { SPARK_BARS, sparkHeights } from '../statistics/sparkHeights.ts';
import { formatCount } from '../ui/format/formatCount.ts';

/** Statistics of one tensor, taken out of a batch. A figure that does not apply is NaN. */
export interface TensorFigures {
  readonly of: Readonly<Record<FigureName, number>>;
  /** Extremes of integers that a double cannot hold. */
  readonly exact?: { readonly min: string; readonly max: string };
  /** A row's small histogram. */
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/** Takes a batch apart, by the batch's numbers for its tensors. */
export function readFigures(batch: FigureBatch): ReadonlyMap<number, TensorFigures> {
  const found = new Map<number, TensorFigures>();
  for (const [row, tensor] of batch.tensors.entries()) {
    const start = batch.binStart[row] ?? 0;
    const end = batch.binStart[row + 1] ?? start;
    const exact = batch.exact.find((extremes) => extremes.tensor === tensor);
    found.set(tensor, {
      of: nameFigures(batch.figures.subarray(row * FIGURES.length, (row + 1) * FIGURES.length)),
      ...(exact && { exact: { min: exact.min, max: exact.max } }),
      // Rows before this one have one edge more than bins each.
      edges: end > start ? batch.edges.slice(start + row, end + row + 1) : new Float64Array(),
      counts: batch.counts.slice(start, end),
    });
  }
  return found;
}

function nameFigures(values: Float64Array): Record<FigureName, number> {
  const named = { ...NOT_APPLICABLE };
  for (const [position, name] of FIGURES.entries()) named[name] = values[position] ?? Number.NaN;
  return named;
}

const NOT_APPLICABLE: Readonly<Record<FigureName, number>> = {
  count: Number.NaN,
  finite: Number.NaN,
  nan: Number.NaN,
  posinf: Number.NaN,
  neginf: Number.NaN,
  zeros: Number.NaN,
  min: Number.NaN,
  max: Number.NaN,
  mean: Number.NaN,
  std: Number.NaN,
  l2: Number.NaN,
  p01: Number.NaN,
  p05: Number.NaN,
  p25: Number.NaN,
  p50: Number.NaN,
  p75: Number.NaN,
  p95: Number.NaN,
  p99: Number.NaN,
};

/** The bars of a tensor's tiny histogram, as its row in the tree has them. */
export function barsOf({ edges, counts, of }: Pick<TensorFigures, 'edges' | 'counts' | 'of'>): Uint8Array {
  const bars = new Uint8Array(SPARK_BARS);
  const usual = Math.max(Math.abs(of.p01), Math.abs(of.p99));
  sparkHeights({ edges, counts, usual: Number.isNaN(usual) ? undefined : usual }, bars);
  return bars;
}

/** A figure in its cell. Without `text` it is not known yet. */
export interface FigureCell {
  readonly label: string;
  readonly text?: string;
  /** The figure in full. */
  readonly title?: string;
  /** Whether the figure is one to look into. */
  readonly alarming?: boolean;
}

/** Characters of a figure beside its label. */
const FIGURE_CHARACTERS = 8;

/** Figures in the order in which they fill three columns: counts, moments, extremes with some quantiles between them or with all. */
export const FIGURE_CELLS: Readonly<Record<'usual' | 'all', readonly CellName[]>> = {
  usual: ['count', 'zeros', 'nan', 'inf', 'mean', 'std', 'l2', 'p50', 'min', 'max', 'p01', 'p99'],
  all: ['count', 'zeros', 'nan', 'inf', 'mean', 'std', 'l2', 'min', ...QUANTILES.map(([name]) => name), 'max'],
};

type CellName = Exclude<FigureName, 'finite' | 'posinf' | 'neginf'> | 'inf';

/** Figures that can be shown; those that are left out do not apply. */
export interface CellFigures {
  /** `inf` where infinities are not told apart. */
  readonly of: Readonly<Partial<Record<FigureName | 'inf', number>>>;
  readonly exact?: TensorFigures['exact'] | undefined;
}

/** Quantiles come from the bins of a histogram. */
const IS_QUANTILE: ReadonlySet<CellName> = new Set(QUANTILES.map(([name]) => name));

const LABELS: Readonly<Partial<Record<CellName, string>>> = { nan: 'NaN', inf: '±Inf', l2: 'L2' };

/** The cells of some figures. What is not known has no text. */
export function listFigureCells(figures: CellFigures | undefined, names: readonly CellName[]): readonly FigureCell[] {
  return names.map((name) => {
    const label = LABELS[name] ?? name;
    return figures === undefined ? { label } : writeCell(name, label, figures);
  });
}

function writeCell(name: CellName, label: string, { of, exact }: CellFigures): FigureCell {
  const value = of[name] ?? Number.NaN;
  if (name === 'inf') return infinityCell(label, of);
  if (name === 'nan') return { ...countCell(label, value), alarming: value > 0 };
  if (name === 'count' || name === 'zeros') return countCell(label, value);
  if (exact && (name === 'min' || name === 'max')) return integerCell(label, exact[name]);
  const cell = numberCell(label, value);
  return IS_QUANTILE.has(name) && !Number.isNaN(value) ? { ...cell, title: `${cell.title}, within 0.8 %` } : cell;
}

function infinityCell(label: string, { inf, posinf, neginf }: CellFigures['of']): FigureCell {
  if (posinf === undefined || neginf === undefined) {
    return { ...countCell(label, inf ?? Number.NaN), alarming: inf !== undefined && inf > 0 };
  }
  const infinities = posinf + neginf;
  const title = `+Inf ${formatCount(posinf)}, −Inf ${formatCount(neginf)}`;
  return { ...countCell(label, infinities), alarming: infinities > 0, title };
}

/** An integer beyond a double: rounded in its cell, in full as its title. */
function integerCell(label: string, value: string): FigureCell {
  return { label, text: fitFigure(Number(value), FIGURE_CHARACTERS), title: formatCount(value) };
}

function countCell(label: string, count: number): FigureCell {
  if (Number.isNaN(count)) return { label, text: '–', title: 'does not apply' };
  return { label, text: formatCount(count), title: formatCount(count) };
}

function numberCell(label: string, value: number): FigureCell {
  if (Number.isNaN(value)) return { label, text: '–', title: 'does not apply' };
  const whole = Number.isSafeInteger(value) && Math.abs(value) < 1e8;
  const text = whole && !Object.is(value, -0) ? formatCount(value) : fitFigure(value, FIGURE_CHARACTERS);
  return { label, text, title: formatExact(value) };
}
