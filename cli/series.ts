import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import {
  CountingSource,
  createDifferenceKernel,
  createLocalStrandPool,
  createSeriesDocument,
  LIMITS,
  matchGlob,
  openFile,
  type OpenedCheckpoint,
  readSeries,
  type SeriesDocument,
  type StrandPool,
  writeJson,
} from '../engine/index.ts';
import { openFileSource, type FileSource } from '../engine/node/fileSource.ts';
import { createSummaryFolder, findSummaryFolder } from '../engine/node/summaryFolder.ts';
import { ThreadPool } from '../engine/node/threadPool.ts';
import type { Finding } from '../shared/finding.ts';
import { InspectError, toErrorData } from '../shared/inspectError.ts';
import { kindOfName } from '../shared/kindOfName.ts';
import { EXIT } from './exitCodes.ts';
import { createOutput } from './output.ts';
import { printError } from './printError.ts';
import { printSeries } from './printSeries.ts';
import { showProgress } from './showProgress.ts';

interface SeriesOptions {
  readonly select?: string;
  readonly cache: boolean;
  readonly json: boolean;
  readonly all: boolean;
  readonly debug: boolean;
}

/** Below this, together, files are compared sooner than a thread has started. */
const SMALL_FILES: number = 32 << 20;

/** Adds `epochscope series DIR|FILES…`. `report` hears the exit code. */
export function registerSeries(program: Command, report: (exitCode: number) => void): void {
  program
    .command('series')
    .description('Follow every tensor through the checkpoints of a run: norms, changes, what froze, died, exploded')
    .argument('<paths...>', 'a folder of checkpoints, or the files; ordered by the step inside')
    .option('--select <glob>', 'only tensors whose name matches, such as "*.weight" or "state_dict.**"')
    .option('--no-cache', 'read every file again, and keep nothing of it in the cache folder')
    .option('--json', 'print one JSON document, epochscope.series/1', false)
    .option('--all', 'list every tensor', false)
    .option('--debug', 'show stack traces', false)
    .action(async (paths: readonly string[], options: SeriesOptions) => {
      const cancel = new AbortController();
      const onInterrupt = () => cancel.abort(cancelled());
      process.once('SIGINT', onInterrupt);
      try {
        const document = await readDocument(paths, options, cancel.signal);
        const output = createOutput(process.stdout);
        if (options.json) {
          await output.writePieces((write) => writeJson(document, write));
          await output.write('\n');
        } else await printSeries(document, output, options);
        report(hasErrors(document) ? EXIT.findings : EXIT.answered);
      } catch (error) {
        printError(error, { json: options.json, debug: options.debug });
        report(EXIT.unanswered);
      } finally {
        process.off('SIGINT', onInterrupt);
      }
    });
}

function cancelled(): InspectError {
  return new InspectError({
    code: 'cancelled',
    message: 'Stopped before all files were read.',
    advice: 'What was finished is kept: asking again goes on from there.',
  });
}

function hasErrors({ findings, checkpoints }: SeriesDocument): boolean {
  const all = [...findings, ...checkpoints.flatMap((checkpoint) => checkpoint.findings)];
  return all.some(({ severity }) => severity === 'error');
}

interface SeriesFile extends OpenedCheckpoint {
  readonly source: FileSource;
  readonly counting: CountingSource;
}

async function readDocument(
  paths: readonly string[],
  options: SeriesOptions,
  signal: AbortSignal,
): Promise<SeriesDocument> {
  const started = performance.now();
  const isSelected = options.select === undefined ? () => true : matchGlob(options.select);
  const files: SeriesFile[] = [];
  const unreadable: Finding[] = [];
  try {
    let firstError: unknown;
    for (const path of await listCheckpoints(paths)) {
      signal.throwIfAborted();
      try {
        files.push(await openCheckpoint(path));
      } catch (error) {
        firstError ??= error;
        unreadable.push(describeUnreadable(path, error));
      }
    }
    if (files.length === 0) throw firstError ?? noCheckpoints(paths);
    const progress = showProgress('Reading the series');
    const series = await overPool(files, async (poolOver) =>
      readSeries({
        files,
        isSelected,
        poolOver,
        kernel: createDifferenceKernel(),
        signal,
        onProgress: (done, total) => progress.update(done, total),
        ...(options.cache && { cache: createSummaryFolder(findSummaryFolder()) }),
      }),
    ).finally(() => progress.end());
    return createSeriesDocument(series, {
      unreadable,
      cost: {
        bytesRead: files.reduce((sum, { counting }) => sum + counting.bytesRead, series.cost.bytesRead),
        reads: files.reduce((sum, { counting }) => sum + counting.reads, series.cost.reads),
        ms: Math.round((performance.now() - started) * 10) / 10,
      },
    });
  } finally {
    await Promise.all(files.map(({ source }) => source.close()));
  }
}

/** Files as they are, folders by the checkpoints in them. */
async function listCheckpoints(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (status) => status.isDirectory(),
      () => false,
    );
    if (!isFolder) found.push(path);
    else {
      const names = await readdir(path);
      for (const name of names.toSorted()) if (kindOfName(name) === 'checkpoint') found.push(join(path, name));
    }
  }
  if (found.length <= LIMITS.seriesFiles) return found;
  throw new InspectError({
    code: 'usage',
    message: `A series has at most ${LIMITS.seriesFiles} checkpoints; these are ${found.length}.`,
    advice: 'Name a part of the files.',
  });
}

async function openCheckpoint(path: string): Promise<SeriesFile> {
  const source = await openFileSource(path);
  try {
    const counting = new CountingSource(source);
    return { opened: await openFile(counting), name: basename(path), identity: source.identity, source, counting };
  } catch (error) {
    await source.close();
    throw error;
  }
}

function describeUnreadable(path: string, error: unknown): Finding {
  const { message, at, expected, found } = toErrorData(error);
  return {
    code: 'series/unreadable',
    severity: 'error',
    message: `${basename(path)} cannot be read: ${message}`,
    ...(at && { at }),
    ...(expected !== undefined && { expected }),
    ...(found !== undefined && { found }),
  };
}

function noCheckpoints(paths: readonly string[]): InspectError {
  return new InspectError({
    code: 'source/not-found',
    message: `No checkpoints in ${paths.join(', ')}.`,
    expected: 'files that end in .ckpt, .pt, .pth, .bin, .pkl or .safetensors',
    found: 'none',
  });
}

type PoolOver = (files: readonly SeriesFile[]) => StrandPool;

/** Threads for large files, this thread for small ones. */
async function overPool<Result>(
  files: readonly SeriesFile[],
  work: (poolOver: PoolOver) => Promise<Result>,
): Promise<Result> {
  const bytes = files.reduce((sum, { source }) => sum + source.size, 0);
  if (bytes < SMALL_FILES) {
    return work((ordered) =>
      createLocalStrandPool(
        ordered.map(({ source }) => source),
        createDifferenceKernel(),
      ),
    );
  }
  const threads = new ThreadPool();
  try {
    return await work((ordered) => threads.across(ordered.map(({ source }) => source)));
  } finally {
    await threads.close();
  }
}
