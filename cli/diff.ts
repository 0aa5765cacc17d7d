import { basename } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  compareCheckpoints,
  CountingSource,
  createDiffDocument,
  createDifferenceKernel,
  createLocalStrandPool,
  type DiffDocument,
  type DiffSort,
  matchGlob,
  openFile,
  type StrandPool,
  writeJson,
} from '../engine/index.ts';
import { openFileSource, type FileSource } from '../engine/node/fileSource.ts';
import { ThreadPool } from '../engine/node/threadPool.ts';
import { announceWaiting } from './announceWaiting.ts';
import { EXIT } from './exitCodes.ts';
import { explainFolder } from './explainFolder.ts';
import { createOutput } from './output.ts';
import { printDiff } from './printDiff.ts';
import { printError } from './printError.ts';
import { showProgress } from './showProgress.ts';

interface DiffOptions {
  readonly select?: string;
  readonly sort?: DiffSort;
  readonly tolerance: number;
  readonly align: boolean;
  readonly trustCrc: boolean;
  readonly json: boolean;
  readonly all: boolean;
  readonly debug: boolean;
}

/** Below this, together, files are compared sooner than a thread has started. */
const SMALL_FILES: number = 32 << 20;

/** Adds `epochscope diff A B`. `report` hears the exit code. */
export function registerDiff(program: Command, report: (exitCode: number) => void): void {
  program
    .command('diff')
    .description('Compare two checkpoints: every tensor element by element, everything else value by value')
    .argument('<left>', 'the earlier checkpoint')
    .argument('<right>', 'the later checkpoint, in any format')
    .option('--select <glob>', 'only names that match, such as "*.weight" or "state_dict.**"')
    .addOption(new Option('--sort <by>', 'order of the tensors').choices(['relL2', 'maxAbs', 'name']))
    .option(
      '--tolerance <rel>',
      'relative L2 change up to which a tensor counts as the same for the exit code',
      parseTolerance,
      0,
    )
    .option('--align', 'see through module., _orig_mod. and renamed roots, and propose renames', false)
    .option('--trust-crc', 'take equal checksums for equal content, without reading it', false)
    .option('--json', 'print one JSON document, epochscope.diff/1', false)
    .option('--all', 'list every tensor, identical ones too', false)
    .option('--debug', 'show stack traces', false)
    .action(async (left: string, right: string, options: DiffOptions) => {
      try {
        const document = await compareFiles(left, right, options);
        const output = createOutput(process.stdout);
        if (options.json) {
          await output.writePieces((write) => writeJson(document, write));
          await output.write('\n');
        } else await printDiff(document, output, options);
        report(document.same ? EXIT.answered : EXIT.findings);
      } catch (error) {
        printError(error, { json: options.json, debug: options.debug });
        report(EXIT.unanswered);
      }
    });
}

function parseTolerance(text: string): number {
  const tolerance = Number(text);
  if (text.trim() !== '' && tolerance >= 0) return tolerance;
  throw new InvalidArgumentError('A number of at least 0 is expected, such as 1e-6.');
}

async function compareFiles(left: string, right: string, options: DiffOptions): Promise<DiffDocument> {
  const started = performance.now();
  const isSelected = options.select === undefined ? () => true : matchGlob(options.select);
  const open = (path: string) => openFileSource(path).catch((error: unknown) => explainFolder(path, error));
  const files: FileSource[] = [];
  try {
    for (const path of [left, right]) files.push(await open(path));
    const sources = files.map((file) => new CountingSource(file));
    const comparison = await overPool(files, async (pool) => {
      const waiting = announceWaiting(`${basename(left)}, ${basename(right)}`);
      const openAll = async () => Promise.all(sources.map((source) => openFile(source)));
      const [before, after] = await openAll().finally(() => waiting.end());
      if (before === undefined || after === undefined) throw new RangeError('two files');
      const progress = showProgress('Comparing');
      return compareCheckpoints({
        left: before,
        right: after,
        isSelected,
        align: options.align,
        trustCrc: options.trustCrc,
        pool,
        kernel: createDifferenceKernel(),
        onProgress: (done, total) => progress.update(done, total),
      }).finally(() => progress.end());
    });
    const sort = options.sort ?? (options.json ? undefined : 'relL2');
    return createDiffDocument(comparison, {
      names: [basename(left), basename(right)],
      isSelected,
      tolerance: options.tolerance,
      align: options.align,
      cost: {
        bytesRead: sources.reduce((sum, source) => sum + source.bytesRead, comparison.cost.bytesRead),
        reads: sources.reduce((sum, source) => sum + source.reads, comparison.cost.reads),
        ms: Math.round((performance.now() - started) * 10) / 10,
      },
      ...(sort !== undefined && { sort }),
    });
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

/** Threads for large files, which start while those are being opened; this thread for small ones. */
async function overPool<Result>(
  files: readonly FileSource[],
  work: (pool: StrandPool) => Promise<Result>,
): Promise<Result> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes < SMALL_FILES) return work(createLocalStrandPool(files, createDifferenceKernel()));
  const threads = new ThreadPool();
  threads.start('follow');
  try {
    return await work(threads.across(files));
  } finally {
    await threads.close();
  }
}
