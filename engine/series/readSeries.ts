import type { Finding } from '../../shared/finding.ts';
import type { Counters } from '../../shared/inspectDocument.ts';
import { analyzeCheckpoint } from '../checkpoint/analyzeCheckpoint.ts';
import type { PoolCost } from '../compare/comparePairs.ts';
import { compareValues } from '../compare/compareValues.ts';
import type { StrandPool } from '../compare/strandPool.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import { selectTensors } from '../report/selectTensors.ts';
import { crc32 } from '../zip/crc32.ts';
import type { SummaryCache } from './checkpointSummary.ts';
import { followSeries } from './followSeries.ts';
import { orderCheckpoints } from './orderCheckpoints.ts';
import { findCounterTrends } from './seriesCounters.ts';
import { findCopies, findTensorTrends, roleOf, type SeriesCheckpoint, type TensorRole } from './seriesFindings.ts';
import { SeriesTable, type TensorSeries } from './seriesTable.ts';

/** A checkpoint that was opened for a series. */
export interface OpenedCheckpoint {
  readonly opened: OpenedFile;
  /** Without its folder. */
  readonly name: string;
  /** Equal for the same content of the same file: size, modification, inode. */
  readonly identity: string;
}

export interface ReadSeriesParameters<File extends OpenedCheckpoint> {
  readonly files: readonly File[];
  readonly isSelected: (name: string) => boolean;
  /** A pool over files in the order of the series. */
  readonly poolOver: (files: readonly File[]) => StrandPool;
  readonly kernel: DifferenceKernel;
  readonly cache?: SummaryCache;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface SeriesMember extends SeriesCheckpoint {
  readonly opened: OpenedFile;
  readonly counters: Counters;
  readonly bytes: number;
  readonly findings: readonly Finding[];
}

export interface SeriesTensor extends TensorSeries {
  readonly role: TensorRole | undefined;
}

export interface Series {
  /** In order. */
  readonly checkpoints: readonly SeriesMember[];
  readonly tensors: readonly SeriesTensor[];
  readonly findings: readonly Finding[];
  readonly cost: PoolCost;
}

/**
 * Reads checkpoints as one series, ordered by the step inside: every tensor's norm, change and NaN through all of them, and what that
 * says. Each file is read once; what the cache knows is not read again, and what was finished before a cancel is in the cache.
 * Errors: `source/*`, `zip/*`.
 */
export async function readSeries<File extends OpenedCheckpoint>(
  parameters: ReadSeriesParameters<File>,
): Promise<Series> {
  const { isSelected, poolOver, kernel, cache, onProgress, signal } = parameters;
  const described = parameters.files.map((file) => {
    const facts = analyzeCheckpoint(file.opened);
    const { modified } = file.opened.source;
    return { file, facts, name: file.name, counters: facts.counters, ...(modified !== undefined && { modified }) };
  });
  const ordered = orderCheckpoints(described);
  const files = ordered.map(({ file }) => ({ ...file, identity: `${file.identity} ${hashChecksums(file.opened)}` }));
  const known = await Promise.all(files.map(async ({ identity }) => cache?.read(identity)));
  const table = new SeriesTable(
    files.map(({ opened, identity }, at) => ({
      places: selectTensors(opened.root, isSelected).places,
      identity,
      known: known[at],
    })),
  );
  let cost: PoolCost;
  try {
    cost = await followSeries({
      files,
      table,
      pool: poolOver(ordered.map(({ file }) => file)),
      kernel,
      ...(onProgress && { onProgress }),
      ...(signal && { signal }),
    });
  } finally {
    if (cache !== undefined) await keepAll(cache, files, table);
  }
  const checkpoints = ordered.map(({ file: { opened }, facts, name, counters }): SeriesMember => ({
    opened,
    name,
    counters,
    facts,
    epoch: asCount(counters.epoch),
    globalStep: asCount(counters.globalStep),
    bytes: opened.source.size,
    findings: [...opened.findings, ...facts.findings],
  }));
  const tensors = [...table.series()].map((one) => ({ ...one, role: roleOf(one, checkpoints) }));
  return { checkpoints, tensors, cost, findings: findTrends(checkpoints, tensors) };
}

async function keepAll(cache: SummaryCache, files: readonly OpenedCheckpoint[], table: SeriesTable): Promise<void> {
  for (const [at, { identity }] of files.entries()) {
    const summary = table.summarize(at);
    if (summary !== undefined) await cache.write(identity, summary);
  }
}

/** Of the checksums that the container records: a file that was rewritten in place within the clock's resolution differs here. */
function hashChecksums({ storages }: OpenedFile): number {
  return crc32(new TextEncoder().encode(storages.map(({ extent }) => extent?.crc32 ?? '').join()));
}

function findTrends(checkpoints: readonly SeriesMember[], tensors: readonly SeriesTensor[]): readonly Finding[] {
  const isSame = (file: number): boolean => {
    const [before, after] = [checkpoints[file - 1], checkpoints[file]];
    if (before === undefined || after === undefined) return false;
    return compareValues(before.opened.root, after.opened.root).changes.length === 0;
  };
  return [
    ...findCopies(tensors, checkpoints, isSame),
    ...findCounterTrends(checkpoints),
    ...findTensorTrends(tensors, checkpoints),
  ];
}

/** Counters beyond 2^53 are digits, and no arithmetic is done with them. */
function asCount(count: number | string | undefined): number | undefined {
  return typeof count === 'number' ? count : undefined;
}
