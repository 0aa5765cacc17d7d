import { FIGURES, type FigureBatch, type FigureName } from '../../shared/statistics.ts';
import { fitFigure, formatExact } from '../ui/format/formatFigure.ts';
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

/** What the panel shows of a tensor's statistics, column by column: counts, moments, extremes with the outer quantiles. */
export function listFigureCells(figures: TensorFigures | undefined): readonly FigureCell[] {
  if (figures === undefined) return LABELS.map((label) => ({ label }));
  const { of, exact } = figures;
  const infinities = of.posinf + of.neginf;
  return [
    countCell('count', of.count),
    countCell('zeros', of.zeros),
    { ...countCell('NaN', of.nan), alarming: of.nan > 0 },
    {
      ...countCell('±Inf', infinities),
      alarming: infinities > 0,
      title: `+Inf ${formatCount(of.posinf)}, −Inf ${formatCount(of.neginf)}`,
    },
    numberCell('mean', of.mean),
    numberCell('std', of.std),
    numberCell('L2', of.l2),
    numberCell('p50', of.p50),
    exact ? integerCell('min', exact.min) : numberCell('min', of.min),
    exact ? integerCell('max', exact.max) : numberCell('max', of.max),
    numberCell('p01', of.p01),
    numberCell('p99', of.p99),
  ];
}

const LABELS = ['count', 'zeros', 'NaN', '±Inf', 'mean', 'std', 'L2', 'p50', 'min', 'max', 'p01', 'p99'] as const;

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
