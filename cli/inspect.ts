import { basename } from 'node:path';
import type { Command } from 'commander';
import {
  analyzeCheckpoint,
  CountingSource,
  createInspectDocument,
  type ExactInspectDocument,
  openFile,
  outlineValues,
  type OpenedFile,
  writeDocument,
} from '../engine/index.ts';
import { openFileSource } from '../engine/node/fileSource.ts';
import { EXIT } from './exitCodes.ts';
import { explainFolder } from './explainFolder.ts';
import { errorDocument, printError } from './printError.ts';
import { printDocument } from './printDocument.ts';
import { createOutput } from './output.ts';
import { announceWaiting } from './announceWaiting.ts';

interface InspectOptions {
  readonly json: boolean;
  readonly values: boolean;
  readonly all: boolean;
  readonly debug: boolean;
}

/** Adds `epochscope inspect FILE…`. `report` hears the exit code of each file. */
export function registerInspect(program: Command, report: (exitCode: number) => void): void {
  program
    .command('inspect')
    .description('Show what is in a checkpoint: counters, tensors, values, findings')
    .argument('<files...>', 'checkpoints: the content decides the format, not the name')
    .option('--json', 'print one JSON document, epochscope.inspect/1 (a list of them for several files)', false)
    .option('--values', 'include the whole tree of values', false)
    .option('--all', 'list every tensor, also on a terminal', false)
    .option('--debug', 'show stack traces', false)
    .action(async (files: readonly string[], options: InspectOptions) => {
      if (options.json) await inspectAsJson(files, options, report);
      else for (const file of files) report(await inspectForPerson(file, options));
    });
}

interface Answer {
  readonly document: ExactInspectDocument;
  readonly opened: OpenedFile;
}

async function inspectFile(path: string, options: InspectOptions): Promise<Answer> {
  const started = performance.now();
  const file = await openFileSource(path).catch((error: unknown) => explainFolder(path, error));
  const waiting = announceWaiting(basename(path));
  try {
    const source = new CountingSource(file);
    const opened = await openFile(source);
    const facts = analyzeCheckpoint(opened);
    const ms = Math.round((performance.now() - started) * 10) / 10;
    const cost = { bytesRead: source.bytesRead, reads: source.reads, ms };
    return {
      opened,
      document: createInspectDocument(opened, facts, {
        name: basename(path),
        values: options.json && options.values,
        cost,
      }),
    };
  } finally {
    waiting.end();
    await file.close();
  }
}

/** One file is one document; several are a list, in which a file that could not be read is an error document. */
async function inspectAsJson(
  files: readonly string[],
  options: InspectOptions,
  report: (exitCode: number) => void,
): Promise<void> {
  const output = createOutput(process.stdout);
  if (files.length > 1) await output.write('[');
  for (const [index, file] of files.entries()) {
    if (index > 0) await output.write(',\n');
    try {
      const { document } = await inspectFile(file, options);
      await output.writePieces((write) => writeDocument(document, write));
      report(exitCodeOf(document));
    } catch (error) {
      await output.write(JSON.stringify(errorDocument(error)));
      if (options.debug) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      report(EXIT.unanswered);
    }
  }
  await output.write(files.length > 1 ? ']\n' : '\n');
}

async function inspectForPerson(file: string, options: InspectOptions): Promise<number> {
  try {
    const { document, opened } = await inspectFile(file, options);
    const output = createOutput(process.stdout);
    await printDocument(document, output, options);
    if (options.values) {
      await output.writeLine('\nValues');
      await output.writeLines((write) => outlineValues(opened.root, (line) => write(`  ${line}`)));
    }
    return exitCodeOf(document);
  } catch (error) {
    printError(error, { json: false, debug: options.debug, file });
    return EXIT.unanswered;
  }
}

function exitCodeOf(document: ExactInspectDocument): number {
  return document.findings.some(({ severity }) => severity === 'error') ? EXIT.findings : EXIT.answered;
}
