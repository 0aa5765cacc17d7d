import type { Finding } from '../../shared/finding.ts';
import type { Cost, FileFacts } from '../../shared/inspectDocument.ts';
import { formatPathName, type PathStep } from '../../shared/pathStep.ts';
import type { ExactExtremes } from '../../shared/statistics.ts';
import { FindingList } from '../findingList.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { figureOf, type FigureRow, type FigureTable } from '../stats/figureTable.ts';
import { exactCount, exactFigure, type Figure } from '../values/exactFigure.ts';
import type { TensorList, TensorPlace } from './listTensors.ts';
import { exact } from './tensorEntry.ts';

/** What `epochscope stats --json` prints: schema `epochscope.stats/1`. */
export interface StatsDocument {
  readonly schema: 'epochscope.stats/1';
  readonly file: FileFacts;
  /** In walking order, one record for each path. */
  readonly tensors: readonly StatsEntry[];
  readonly totals: StatsTotals;
  readonly findings: readonly Finding[];
  readonly cost: Cost;
}

/** Figures of a tensor; `null` where one does not apply, as for a complex tensor's mean. */
export interface StatsEntry extends EntryCounts, EntryFigures {
  readonly path: readonly PathStep[];
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly (number | string)[];
  readonly histogram?: { readonly edges: readonly Figure[]; readonly counts: readonly Figure[] };
  /** Position of the first record of the same tensor. */
  readonly sameAs?: number;
  /** Why there are no figures. */
  readonly why?: string;
}

interface EntryCounts {
  readonly count: Figure;
  readonly finite: Figure;
  readonly nan: Figure;
  readonly posinf: Figure;
  readonly neginf: Figure;
  readonly zeros: Figure;
}

interface EntryFigures {
  readonly min: Figure;
  readonly max: Figure;
  readonly mean: Figure;
  readonly std: Figure;
  readonly l2: Figure;
  readonly quantiles: {
    readonly p01: Figure;
    readonly p05: Figure;
    readonly p25: Figure;
    readonly p50: Figure;
    readonly p75: Figure;
    readonly p95: Figure;
    readonly p99: Figure;
  } | null;
}

/** Over distinct tensors. */
export interface StatsTotals extends EntryCounts {
  readonly tensors: number;
  /** Tensors whose values could not be looked at. */
  readonly withoutFigures: number;
}

/** What was computed of a file. Tensors are numbered by their first place in the list. */
export interface ComputedStatistics {
  readonly opened: OpenedFile;
  readonly list: TensorList;
  readonly figures: FigureTable;
  readonly none: readonly { readonly tensor: number; readonly why: string }[];
}

export interface StatsOptions {
  /** The file's name as the document shows it: without its folder. */
  readonly name: string;
  readonly histograms: boolean;
  readonly cost: Cost;
}

/** Everything that `epochscope stats` tells about a file. */
export function createStatsDocument(computed: ComputedStatistics, options: StatsOptions): StatsDocument {
  const { opened, list, figures, none } = computed;
  const why = new Map(none.map((one) => [one.tensor, one.why]));
  const { size, modified } = opened.source;
  return {
    schema: 'epochscope.stats/1',
    file: { name: options.name, bytes: size, ...(modified !== undefined && { modified }) },
    tensors: list.places.map((place, index) => {
      const tensor = place.sameAs ?? index;
      return describeEntry(place, figures, { tensor, why: why.get(tensor), histograms: options.histograms });
    }),
    totals: countTotals(computed),
    findings: [...opened.findings, ...list.findings, ...findNonFinite(computed)],
    cost: options.cost,
  };
}

interface EntryPlace {
  readonly tensor: number;
  readonly why: string | undefined;
  readonly histograms: boolean;
}

function describeEntry(
  { value, path, sameAs }: TensorPlace,
  figures: FigureTable,
  { tensor, why, histograms }: EntryPlace,
): StatsEntry {
  const row = figures.row(tensor);
  return {
    path,
    name: formatPathName(path),
    dtype: value.dtype,
    shape: value.shape.map(exact),
    ...describeCounts(row),
    ...describeFigures(row, figures.exact(tensor)),
    ...(histograms && row !== undefined && row.counts.length > 0 && { histogram: describeHistogram(row) }),
    ...(sameAs !== undefined && { sameAs }),
    ...(why !== undefined && { why }),
  };
}

function describeCounts(row: FigureRow | undefined): EntryCounts {
  const count = (name: keyof EntryCounts) => (row === undefined ? null : exactCount(figureOf(row, name)));
  return {
    count: count('count'),
    finite: count('finite'),
    nan: count('nan'),
    posinf: count('posinf'),
    neginf: count('neginf'),
    zeros: count('zeros'),
  };
}

function describeFigures(row: FigureRow | undefined, extremes: ExactExtremes | undefined): EntryFigures {
  const figure = (name: Parameters<typeof figureOf>[1]) =>
    row === undefined ? null : exactFigure(figureOf(row, name));
  const hasQuantiles = figure('p50') !== null;
  return {
    min: exactExtreme(extremes?.min) ?? figure('min'),
    max: exactExtreme(extremes?.max) ?? figure('max'),
    mean: figure('mean'),
    std: figure('std'),
    l2: figure('l2'),
    quantiles: hasQuantiles
      ? {
          p01: figure('p01'),
          p05: figure('p05'),
          p25: figure('p25'),
          p50: figure('p50'),
          p75: figure('p75'),
          p95: figure('p95'),
          p99: figure('p99'),
        }
      : null,
  };
}

/** An integer's digits; a number where a double holds it. */
function exactExtreme(digits: string | undefined): Figure | undefined {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : digits;
}

function describeHistogram({ edges, counts }: FigureRow): NonNullable<StatsEntry['histogram']> {
  return { edges: Array.from(edges, exactFigure), counts: Array.from(counts, exactFigure) };
}

function countTotals({ list, figures }: ComputedStatistics): StatsTotals {
  const distinct = list.places.flatMap(({ sameAs }, index) => (sameAs === undefined ? [index] : []));
  const known = distinct.flatMap((tensor) => figures.row(tensor) ?? []);
  const sum = (name: keyof EntryCounts) =>
    exactCount(known.reduce((total, row) => total + (figureOf(row, name) || 0), 0));
  return {
    tensors: distinct.length,
    withoutFigures: distinct.length - known.length,
    count: sum('count'),
    finite: sum('finite'),
    nan: sum('nan'),
    posinf: sum('posinf'),
    neginf: sum('neginf'),
    zeros: sum('zeros'),
  };
}

/** No errors: masks and best scores hold infinities on purpose, and the figures are right all the same. */
function findNonFinite({ list, figures }: ComputedStatistics): readonly Finding[] {
  const findings = new FindingList();
  for (const [index, { path, sameAs }] of list.places.entries()) {
    const row = sameAs === undefined ? figures.row(index) : undefined;
    if (row === undefined || figureOf(row, 'finite') === figureOf(row, 'count')) continue;
    const nan = figureOf(row, 'nan');
    const infinite = figureOf(row, 'count') - figureOf(row, 'finite') - nan;
    findings.add({
      code: 'tensor/non-finite',
      severity: nan > 0 ? 'warning' : 'info',
      message: nan > 0 ? 'A tensor holds NaN.' : 'A tensor holds infinities.',
      at: { path },
      expected: 'finite elements',
      found: `${nan} NaN, ${infinite} infinite of ${figureOf(row, 'count')}`,
    });
  }
  return findings.toArray();
}
