import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import {
  createDifferenceKernel,
  createSeriesDocument,
  matchGlob,
  readSeries,
  type SeriesDocument,
  writeJson,
} from '../engine/index.ts';
import { openFileSource } from '../engine/node/fileSource.ts';
import { createReductionPools } from '../engine/node/reductionPools.ts';
import { createSummaryFolder, findSummaryFolder } from '../engine/node/summaryFolder.ts';
import { yieldNow } from '../engine/node/yieldNow.ts';
import { InspectError } from '../shared/inspectError.ts';
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

async function readDocument(
  paths: readonly string[],
  options: SeriesOptions,
  signal: AbortSignal,
): Promise<SeriesDocument> {
  const started = performance.now();
  const files = await listCheckpoints(paths);
  if (files.length === 0) throw noCheckpoints(paths);
  const pools = createReductionPools();
  const progress = showProgress('Reading the series');
  try {
    const { series, unreadable, cost } = await readSeries({
      inputs: files.map((path) => ({ id: path, name: basename(path), open: () => openFileSource(path) })),
      isSelected: options.select === undefined ? () => true : matchGlob(options.select),
      poolAcross: (sources) => pools.across(sources),
      kernel: createDifferenceKernel(),
      pace: { clock: () => performance.now(), yieldNow },
      signal,
      onProgress: (done, total) => progress.update(done, total),
      ...(options.cache && { cache: createSummaryFolder(findSummaryFolder()) }),
    });
    const ms = Math.round((performance.now() - started) * 10) / 10;
    return createSeriesDocument(series, { unreadable, cost: { ...cost, ms } });
  } finally {
    progress.end();
    await pools.close();
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
  return found;
}

function noCheckpoints(paths: readonly string[]): InspectError {
  return new InspectError({
    code: 'source/not-found',
    message: `No checkpoints in ${paths.join(', ')}.`,
    expected: 'files that end in .ckpt, .pt, .pth, .bin, .pkl or .safetensors',
    found: 'none',
  });
}
