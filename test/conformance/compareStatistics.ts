import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  computeStatistics,
  createKernel,
  createLocalPools,
  createStatsDocument,
  FigureTable,
  MemorySource,
  openFile,
  selectTensors,
  type StatsDocument,
  type StatsEntry,
} from '../../engine/index.ts';
import type { ReductionPool } from '../../engine/stats/reductionPool.ts';
import type { PathStep } from '../../shared/pathStep.ts';

/** What PyTorch says about the values of one tensor: figures over finite elements, sums exact. Text for `nan`, `inf`, `-0`. */
export interface StatisticsTruth {
  readonly path: readonly PathStep[];
  readonly name: string;
  readonly stats?: TruthFigures | null;
}

type TruthFigure = number | string | null;

interface TruthFigures {
  readonly count?: number;
  readonly finite?: number;
  readonly nan?: number;
  readonly posinf?: number;
  readonly neginf?: number;
  /** Infinities of complex numbers. */
  readonly inf?: number;
  readonly zeros?: number;
  readonly min?: TruthFigure;
  readonly max?: TruthFigure;
  readonly min_exact?: string;
  readonly max_exact?: string;
  readonly mean?: TruthFigure;
  readonly std?: TruthFigure;
  readonly l2?: TruthFigure;
}

const kernel = createKernel();

/** The document of `epochscope stats --hist --json` for a file in memory. */
export async function computeDocument(
  bytes: Uint8Array,
  name: string,
  poolOver: (source: MemorySource) => ReductionPool = (source) => createLocalPools(createKernel).over(source),
): Promise<StatsDocument> {
  const source = new MemorySource(bytes, name);
  const opened = await openFile(source);
  const list = selectTensors(opened.root, () => true);
  const tensors = list.places.flatMap(({ value, sameAs }, tensor) => (sameAs === undefined ? [{ tensor, value }] : []));
  const figures = new FigureTable();
  const pool = poolOver(source);
  const { none } = await computeStatistics({
    opened,
    tensors,
    bins: 128,
    pool,
    kernel,
    onFigures: (batch) => figures.add(batch),
  });
  const cost = { bytesRead: 0, reads: 0, ms: 0 };
  return createStatsDocument({ opened, list, figures, none }, { name, histograms: true, cost });
}

/** Compares the statistics of a file's tensors with what PyTorch says, within the contract's bounds; one line for each difference. */
export async function compareStatistics(path: string, truths: readonly StatisticsTruth[]): Promise<readonly string[]> {
  const { tensors } = await computeDocument(await readFile(path), basename(path));
  const byPath = new Map(tensors.map((entry) => [JSON.stringify(entry.path), entry]));
  const byName = new Map(tensors.map((entry) => [entry.name, entry]));
  return truths.flatMap((truth) => {
    const entry = byPath.get(JSON.stringify(truth.path)) ?? byName.get(truth.name);
    if (entry === undefined) return [`${truth.name}: not listed`];
    const lines = truth.stats ? compareFigures(entry, truth.stats) : [];
    return [...lines, ...checkHistogram(entry)].map((line) => `${truth.name}: ${line}`);
  });
}

function compareFigures(entry: StatsEntry, truth: TruthFigures): string[] {
  const lines: string[] = [];
  const expect = (field: string, got: unknown, wanted: unknown) => {
    if (got !== wanted) lines.push(`${field} is ${String(got)}, not ${String(wanted)}`);
  };
  for (const field of ['count', 'finite', 'nan', 'posinf', 'neginf', 'zeros'] as const) {
    if (truth[field] !== undefined) expect(field, entry[field], truth[field]);
  }
  expect('min', digits(entry.min), digits(truth.min_exact ?? truth.min));
  expect('max', digits(entry.max), digits(truth.max_exact ?? truth.max));
  const largest = Math.max(size(truth.min), size(truth.max));
  for (const field of ['mean', 'std', 'l2'] as const) {
    const [got, wanted] = [entry[field], truth[field]];
    if (wanted === undefined) continue;
    const slack = field === 'l2' ? 0 : 1e-12 * largest;
    if (!isWithin(got, wanted, slack)) lines.push(`${field} is ${String(got)}, not ${String(wanted)}`);
  }
  return lines;
}

/** Zeros compare equal: which of them is the smallest is a matter of order. */
function digits(figure: TruthFigure | undefined): string {
  if (figure === null || figure === undefined) return 'nothing';
  return figure === '-0' ? '0' : String(figure);
}

function size(figure: TruthFigure | undefined): number {
  return figure === null || figure === undefined ? 0 : Math.abs(Number(figure));
}

function isWithin(got: TruthFigure, wanted: TruthFigure, slack: number): boolean {
  if (got === null || wanted === null) return got === wanted;
  const numbers = [got, wanted].map((figure) => (figure === 'inf' ? Infinity : Number(figure)));
  const [ours = Number.NaN, theirs = Number.NaN] = numbers;
  // One step of the subnormals, where a relative bound is less than nothing.
  return ours === theirs || Math.abs(ours - theirs) <= 1e-9 * Math.abs(theirs) + slack + Number.MIN_VALUE;
}

/** A histogram counts every finite element between the extremes, and quantiles ascend. */
function checkHistogram({ histogram, quantiles, finite, min, max }: StatsEntry): string[] {
  if (quantiles === null) return [];
  const lines: string[] = [];
  const counts = histogram?.counts.reduce<number>((sum, count) => sum + Number(count), 0);
  if (counts !== finite) lines.push(`the histogram counts ${String(counts)} of ${String(finite)}`);
  const ascending = [min, ...Object.values(quantiles), max].map(Number);
  if (ascending.some((value, i) => value < (ascending[i - 1] ?? -Infinity))) lines.push('quantiles do not ascend');
  return lines;
}
