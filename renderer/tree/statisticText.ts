import { countNonFinite, type KnownFigures } from '../statistics/figureTable.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { formatExact, formatFigure } from '../ui/format/formatFigure.ts';
import { formatShare } from '../ui/format/formatShare.ts';
import type { StatisticColumnId } from './treeColumns.ts';

type WrittenId = Exclude<StatisticColumnId, 'distribution' | 'marks'>;

/** Digits of a mean and of its deviation, which stand side by side. */
const PAIR_DIGITS = 3;
/** Characters of the longest deviation: `0.00782`, `4.4e−12`. */
const STD_WIDTH = 7;
const NOT_APPLICABLE = '–';

/** A statistic as its cell shows it. */
export function writeStatistic(id: WrittenId, known: KnownFigures): string {
  return WRITERS[id](known);
}

const WRITERS: Readonly<Record<WrittenId, (known: KnownFigures) => string>> = {
  l2: ({ l2 }) => writeFigure(l2),
  meanStd: ({ mean, std }) => (Number.isNaN(mean) ? NOT_APPLICABLE : writePair(mean, std)),
  min: ({ min, exact }) => writeFigure(exact ? Number(exact.min) : min),
  max: ({ max, exact }) => writeFigure(exact ? Number(exact.max) : max),
  zeros: ({ zeros, count }) => (count === 0 ? NOT_APPLICABLE : formatShare(zeros, count)),
  nan: (known) => formatCount(countNonFinite(known)),
};

/** What a cell stands for, with every digit; undefined where there is nothing to say. */
export function describeStatistic(id: StatisticColumnId, known: KnownFigures): string | undefined {
  return DESCRIPTIONS[id](known);
}

const DESCRIPTIONS: Readonly<Record<StatisticColumnId, (known: KnownFigures) => string | undefined>> = {
  l2: ({ l2 }) => describeFigure(l2),
  meanStd: ({ mean, std }) => (Number.isNaN(mean) ? undefined : `mean ${formatExact(mean)}, std ${formatExact(std)}`),
  min: ({ min, exact }) => exact?.min ?? describeFigure(min),
  max: ({ max, exact }) => exact?.max ?? describeFigure(max),
  zeros: ({ zeros, count }) => `${formatCount(zeros)} of ${formatCounted(count, 'element')}`,
  nan: describeNonFinite,
  distribution: ({ min, max, mean }) =>
    Number.isNaN(min) ? undefined : `from ${formatFigure(min)} to ${formatFigure(max)}, mean ${formatFigure(mean)}`,
  marks: (known) => describeMark(known)?.text,
};

/** What stands out in a row, the gravest first; undefined for nothing. */
export function describeMark(
  known: KnownFigures,
): { readonly kind: 'non-finite' | 'constant'; readonly text: string } | undefined {
  if (countNonFinite(known) > 0) return { kind: 'non-finite', text: describeNonFinite(known) };
  if (known.count < 2 || known.min !== known.max) return undefined;
  return { kind: 'constant', text: known.zeros === known.count ? 'all zero' : `all ${formatFigure(known.min)}` };
}

function describeNonFinite(known: KnownFigures): string {
  const infinite = countNonFinite(known) - known.nan;
  return `${formatCount(known.nan)} NaN, ${formatCount(infinite)} Inf`;
}

function writeFigure(value: number): string {
  return Number.isNaN(value) ? NOT_APPLICABLE : formatFigure(value);
}

function describeFigure(value: number): string | undefined {
  return Number.isNaN(value) ? undefined : formatExact(value);
}

/** The ± signs of all rows stand below each other. */
function writePair(mean: number, std: number): string {
  return `${writeShort(mean)} ± ${writeShort(std).padEnd(STD_WIDTH)}`;
}

/** Three digits; two where an exponent takes their place. */
function writeShort(value: number): string {
  const text = formatFigure(value, PAIR_DIGITS);
  return text.includes('e') ? formatFigure(value, PAIR_DIGITS - 1) : text;
}
