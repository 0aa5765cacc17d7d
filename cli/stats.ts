import { basename } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import {
  computeStatistics,
  CountingSource,
  createKernel,
  createStatsDocument,
  FigureTable,
  type FigureRow,
  matchGlob,
  openFile,
  selectTensors,
  type StatsDocument,
  writeJson,
} from '../engine/index.ts';
import { openFileSource } from '../engine/node/fileSource.ts';
import { createReductionPools } from '../engine/node/reductionPools.ts';
import { announceWaiting } from './announceWaiting.ts';
import { EXIT } from './exitCodes.ts';
import { explainFolder } from './explainFolder.ts';
import { createOutput } from './output.ts';
import { printError } from './printError.ts';
import { printStats, writeStatsCsv } from './printStats.ts';
import { showProgress } from './showProgress.ts';

interface StatsOptions {
  readonly select?: string;
  readonly hist: boolean;
  readonly bins: number;
  readonly json: boolean;
  readonly csv: boolean;
  readonly parquet?: string;
  readonly force: boolean;
  readonly all: boolean;
  readonly debug: boolean;
}

const DEFAULT_BINS = 128;
const MOST_BINS = 4096;

/** Adds `epochscope stats FILE`. `report` hears the exit code. */
export function registerStats(program: Command, report: (exitCode: number) => void): void {
  program
    .command('stats')
    .description('Compute the statistics of every tensor: extremes, mean, std, norm, quantiles, NaN and infinities')
    .argument('<file>', 'a checkpoint: the content decides the format, not the name')
    .option('--select <glob>', 'only tensors whose name matches, such as "*.weight" or "state_dict.**"')
    .option('--hist', 'include histograms', false)
    .option('--bins <n>', `bins of a histogram at most (${DEFAULT_BINS}); implies --hist`, parseBins)
    .option('--json', 'print one JSON document, epochscope.stats/1', false)
    .option('--csv', 'print a table for a spreadsheet', false)
    .option('--parquet <file>', 'write the table to a Parquet file')
    .option('--force', 'replace that file if it exists', false)
    .option('--all', 'list every tensor, also on a terminal', false)
    .option('--debug', 'show stack traces', false)
    .action(async (file: string, given: Omit<StatsOptions, 'bins'> & { readonly bins?: number }) => {
      const options = { ...given, hist: given.hist || given.bins !== undefined, bins: given.bins ?? DEFAULT_BINS };
      try {
        const { document, rowOf } = await computeDocument(file, options);
        const output = createOutput(process.stdout);
        if (options.parquet !== undefined) await saveParquet(options.parquet, document, options);
        if (options.json) {
          await output.writePieces((write) => writeJson(document, write));
          await output.write('\n');
        } else if (options.csv) await writeStatsCsv(document, output);
        else await printStats(document, rowOf, output, options);
        const hasErrors = document.findings.some(({ severity }) => severity === 'error');
        report(hasErrors ? EXIT.findings : EXIT.answered);
      } catch (error) {
        printError(error, { json: options.json, debug: options.debug, file });
        report(EXIT.unanswered);
      }
    });
}

/** Loaded when asked for: nothing else needs the writer. */
async function saveParquet(path: string, document: StatsDocument, options: StatsOptions): Promise<void> {
  const { writeStatsParquet } = await import('./writeStatsParquet.ts');
  await writeStatsParquet(path, document, options);
}

function parseBins(text: string): number {
  const bins = Number(text);
  if (Number.isInteger(bins) && bins >= 1 && bins <= MOST_BINS) return bins;
  throw new InvalidArgumentError(`A whole number from 1 to ${MOST_BINS} is expected.`);
}

interface Answer {
  readonly document: StatsDocument;
  readonly rowOf: (index: number) => FigureRow | undefined;
}

async function computeDocument(path: string, options: StatsOptions): Promise<Answer> {
  const started = performance.now();
  const isSelected = options.select === undefined ? () => true : matchGlob(options.select);
  const file = await openFileSource(path).catch((error: unknown) => explainFolder(path, error));
  const pools = createReductionPools();
  try {
    // Its threads start while the file is being opened.
    const pool = pools.over(file);
    const source = new CountingSource(file);
    const waiting = announceWaiting(basename(path));
    const opened = await openFile(source).finally(() => waiting.end());
    const list = selectTensors(opened.root, isSelected);
    const tensors = list.places.flatMap(({ value, sameAs }, tensor) =>
      sameAs === undefined ? [{ tensor, value }] : [],
    );
    const figures = new FigureTable();
    const progress = showProgress('Computing statistics');
    const { none, bytesRead, reads } = await computeStatistics({
      opened,
      tensors,
      bins: options.bins,
      pool,
      kernel: createKernel(),
      onFigures: (batch) => figures.add(batch),
      onProgress: (done, total) => progress.update(done, total),
    }).finally(() => progress.end());
    const ms = Math.round((performance.now() - started) * 10) / 10;
    const cost = { bytesRead: source.bytesRead + bytesRead, reads: source.reads + reads, ms };
    const name = basename(path);
    return {
      document: createStatsDocument({ opened, list, figures, none }, { name, histograms: options.hist, cost }),
      rowOf: (index) => figures.row(list.places[index]?.sameAs ?? index),
    };
  } finally {
    await pools.close();
    await file.close();
  }
}
