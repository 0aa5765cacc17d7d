import { InspectError } from '../../shared/inspectError.ts';
import type { PoolCost } from '../compare/comparePairs.ts';
import { SourceFailure } from '../compare/sourceFailure.ts';
import type { StrandPool } from '../compare/strandPool.ts';
import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import { LIMITS } from '../limits.ts';
import { createPacer, type Pace } from '../pacer.ts';
import type { OpenSource } from '../session/resources.ts';
import type { CheckpointSummary, SummaryCache } from './checkpointSummary.ts';
import { describeSeries, type Series } from './describeSeries.ts';
import { followSeries, type FollowedSeries } from './followSeries.ts';
import { openCheckpoints, type OpenedCheckpoint, type SeriesInput, type UnreadableFile } from './openCheckpoints.ts';
import { orderCheckpoints } from './orderCheckpoints.ts';
import { SeriesTable } from './seriesTable.ts';

export interface ReadSeriesParameters {
  readonly inputs: readonly SeriesInput[];
  readonly isSelected: (name: string) => boolean;
  /** A pool over open files, in the order of the series. */
  readonly poolAcross: (sources: readonly OpenSource[]) => StrandPool;
  readonly kernel: DifferenceKernel;
  readonly pace: Pace;
  readonly cache?: SummaryCache;
  /** Bytes of all files done so far, of all that will be. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface SeriesReading {
  readonly series: Series;
  readonly unreadable: readonly UnreadableFile[];
  /** Files whose figures came from the cache: nothing beyond their structure was read. */
  readonly remembered: number;
  /** Of everything, the structures included. */
  readonly cost: PoolCost;
}

/**
 * Reads files as one series, ordered by the step inside: every tensor's norm, change and NaN through all of them, and what that
 * says. Each file is read once; what the cache knows is not read again, and what was finished before a cancel is in the cache. The
 * series goes on without files that cannot be read, or that changed while they were.
 *
 * All files are closed when the promise settles. Errors: `usage` for too many files; what the first file says if none can be read.
 */
export async function readSeries(parameters: ReadSeriesParameters): Promise<SeriesReading> {
  const { inputs, cache, signal, pace } = parameters;
  const pacer = createPacer(pace, signal);
  checkNumber(inputs.length);
  const sources: OpenSource[] = [];
  try {
    const found = await openCheckpoints(inputs, { ...parameters, pacer, onOpened: (source) => sources.push(source) });
    const attempts = { ...parameters, cache: layerCache(cache) };
    const unreadable = [...found.unreadable];
    let files: readonly OpenedCheckpoint[] = found.opened;
    const cost = { bytesRead: 0, reads: 0 };
    for (;;) {
      if (files.length === 0) throw firstError(inputs, unreadable);
      const { lost, table, ordered, followed, error } = await followOnce(files, attempts);
      cost.bytesRead += followed?.bytesRead ?? 0;
      cost.reads += followed?.reads ?? 0;
      signal?.throwIfAborted();
      if (followed !== undefined && lost.size === 0) {
        const series = await describeSeries(table, ordered, pacer);
        const remembered = ordered.filter((file, at) => !followed.touched.has(at) && file.known !== undefined).length;
        return { series, unreadable, remembered, cost: addOwnReads(cost, found.opened) };
      }
      // Without what is lost, the others are neighbours of other files: what is known of them by now is not read again.
      if (lost.size === 0) throw error;
      unreadable.push(...[...lost].map(([{ id, source }, why]) => ({ id, name: source.name, error: why })));
      files = ordered.filter((file) => !lost.has(file));
    }
  } finally {
    await Promise.allSettled(sources.map((source) => source.close()));
  }
}

function checkNumber(files: number): void {
  if (files > 0 && files <= LIMITS.seriesFiles) return;
  throw new InspectError({
    code: 'usage',
    message:
      files === 0
        ? 'A series needs at least one checkpoint.'
        : `A series has at most ${LIMITS.seriesFiles} checkpoints; these are ${files}.`,
    advice: 'Name a part of the files.',
  });
}

function firstError(inputs: readonly SeriesInput[], unreadable: readonly UnreadableFile[]): unknown {
  const byId = new Map(unreadable.map((file) => [file.id, file.error]));
  return inputs.map(({ id }) => byId.get(id)).find((error) => error !== undefined);
}

function addOwnReads(cost: PoolCost, files: readonly OpenedCheckpoint[]): PoolCost {
  return {
    bytesRead: files.reduce((sum, { counting }) => sum + counting.bytesRead, cost.bytesRead),
    reads: files.reduce((sum, { counting }) => sum + counting.reads, cost.reads),
  };
}

function changedFile({ name }: OpenSource): InspectError {
  return new InspectError({
    code: 'source/changed',
    message: `${name} changed while it was read.`,
    expected: 'a file that nobody writes to',
    found: 'another size or time of modification',
    advice: 'Read the series again when the file is finished.',
  });
}

/** A checkpoint of the series, with what is remembered of it. */
export interface OrderedCheckpoint extends OpenedCheckpoint {
  readonly known: CheckpointSummary | undefined;
}

interface Attempt {
  readonly ordered: readonly OrderedCheckpoint[];
  readonly table: SeriesTable;
  /** Undefined where following failed. */
  readonly followed: FollowedSeries | undefined;
  readonly error: unknown;
  /** Files that cannot be part of the series, and why. Of those that changed, the figures are no figures of a file. */
  readonly lost: ReadonlyMap<OrderedCheckpoint, unknown>;
}

type AttemptParameters = ReadSeriesParameters & { readonly cache: SummaryCache };

/** Follows files as far as that goes, and keeps what was finished. */
async function followOnce(files: readonly OpenedCheckpoint[], parameters: AttemptParameters): Promise<Attempt> {
  const { poolAcross, cache, pace, signal } = parameters;
  const pacer = createPacer(pace, signal);
  const described = files.map((file) => {
    const { name, modified } = file.source;
    return { file, name, counters: file.facts.counters, ...(modified !== undefined && { modified }) };
  });
  const ordered: OrderedCheckpoint[] = [];
  for (const { file } of orderCheckpoints(described)) {
    ordered.push({ ...file, known: file.identity === undefined ? undefined : await cache.read(file.identity) });
    await pacer.pause();
  }
  const table = await SeriesTable.over(ordered, pacer);
  const pool = poolAcross(ordered.map(({ source }) => source));
  let followed: FollowedSeries | undefined;
  let error: unknown;
  try {
    followed = await followSeries({ ...parameters, pacer, files: ordered, table, pool });
  } catch (reason) {
    error = reason;
  }
  const changed = await findChanged(ordered);
  await keepAll(ordered, table, changed, parameters);
  const lost = new Map<OrderedCheckpoint, unknown>();
  for (const [at, file] of ordered.entries()) {
    if (error instanceof SourceFailure && error.file === at) lost.set(file, error);
    if (changed.has(at)) lost.set(file, changedFile(file.source));
  }
  return { ordered, table, followed, error, lost };
}

/** A file that was removed stays readable by its descriptor; one that was written to, or replaced, may be a mixture. */
async function findChanged(ordered: readonly OrderedCheckpoint[]): Promise<ReadonlySet<number>> {
  const changed = new Set<number>();
  for (const [at, { source }] of ordered.entries()) {
    const { state } = await source.checkState();
    if (state === 'changed') changed.add(at);
  }
  return changed;
}

/** Also after a cancel, which is why nothing here listens to the signal. */
async function keepAll(
  ordered: readonly OrderedCheckpoint[],
  table: SeriesTable,
  changed: ReadonlySet<number>,
  { cache, pace }: AttemptParameters,
): Promise<void> {
  const pacer = createPacer(pace, undefined);
  for (const [at, { identity }] of ordered.entries()) {
    if (identity === undefined || changed.has(at)) continue;
    const summary = await table.summarize(at, changed, pacer);
    if (summary !== undefined) await cache.write(identity, summary);
  }
}

/** What this reading learnt comes before what the cache has, so that a second attempt reads nothing twice. */
function layerCache(cache: SummaryCache | undefined): SummaryCache {
  const learnt = new Map<string, CheckpointSummary>();
  return {
    read: async (identity) => learnt.get(identity) ?? cache?.read(identity),
    async write(identity, summary) {
      learnt.set(identity, summary);
      await cache?.write(identity, summary);
    },
  };
}
