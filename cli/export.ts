import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { escapeControls, exportNpy, findTensor, openFile } from '../engine/index.ts';
import { openFileSource } from '../engine/node/fileSource.ts';
import { InspectError } from '../shared/inspectError.ts';
import { formatPathName, type PathStep } from '../shared/pathStep.ts';
import { announceWaiting } from './announceWaiting.ts';
import { EXIT } from './exitCodes.ts';
import { explainFolder } from './explainFolder.ts';
import { formatBytes } from './formatBytes.ts';
import { createOutput } from './output.ts';
import { printError } from './printError.ts';
import { showProgress } from './showProgress.ts';
import { writeReplacing } from './writeReplacing.ts';

interface ExportOptions {
  readonly tensor: string;
  readonly to: string;
  readonly as?: 'float32';
  readonly force: boolean;
  readonly json: boolean;
  readonly debug: boolean;
}

/** Adds `epochscope export FILE --tensor NAME --to x.npy`. `report` hears the exit code. */
export function registerExport(program: Command, report: (exitCode: number) => void): void {
  program
    .command('export')
    .description('Write a tensor to a file that numpy reads')
    .argument('<file>', 'a checkpoint: the content decides the format, not the name')
    .requiredOption('--tensor <name>', 'its name with dots, or its path as JSON: \'["state_dict", "a.weight"]\'')
    .requiredOption('--to <x.npy>', 'the file to write', parseTarget)
    .option('--as <type>', 'convert the values to float32, for types that numpy does not have', parseType)
    .option('--force', 'replace the file if it exists', false)
    .option('--json', 'print one JSON document, epochscope.export/1', false)
    .option('--debug', 'show stack traces', false)
    .action(async (file: string, options: ExportOptions) => {
      try {
        const document = await exportTensor(file, options);
        const output = createOutput(process.stdout);
        if (options.json) {
          await output.writeJson(document);
          await output.write('\n');
        } else await output.writeLine(describe(document));
        report(EXIT.answered);
      } catch (error) {
        printError(error, { json: options.json, debug: options.debug, file });
        report(EXIT.unanswered);
      }
    });
}

function parseTarget(text: string): string {
  if (text.endsWith('.npy')) return text;
  throw new InvalidArgumentError('A name that ends with .npy is expected.');
}

function parseType(text: string): 'float32' {
  if (text === 'float32') return text;
  throw new InvalidArgumentError('Only float32 is known.');
}

interface ExportDocument {
  readonly schema: 'epochscope.export/1';
  readonly path: readonly PathStep[];
  readonly name: string;
  /** In the checkpoint; `descr` is numpy's code of what was written. */
  readonly dtype: string;
  readonly descr: string;
  readonly shape: readonly number[];
  readonly file: { readonly name: string; readonly bytes: number };
}

async function exportTensor(path: string, { tensor, to, as, force }: ExportOptions): Promise<ExportDocument> {
  const source = await openFileSource(path).catch((error: unknown) => explainFolder(path, error));
  const progress = showProgress(`Writing ${basename(to)}`);
  try {
    await checkTarget(path, to);
    const waiting = announceWaiting(basename(path));
    const opened = await openFile(source).finally(() => waiting.end());
    const place = findTensor(opened.root, tensor);
    const { descr, shape, bytes, pieces } = await exportNpy(opened, place.value, { as });
    await writeReplacing(
      to,
      follow(pieces, (done) => progress.update(done, bytes)),
      { force },
    );
    return {
      schema: 'epochscope.export/1',
      path: place.path,
      name: formatPathName(place.path),
      dtype: place.value.dtype,
      descr,
      shape,
      file: { name: basename(to), bytes },
    };
  } finally {
    progress.end();
    await source.close();
  }
}

/** The checkpoint itself is never replaced, whatever it is called. */
async function checkTarget(path: string, to: string): Promise<void> {
  const [source, target] = await Promise.all([stat(path), stat(to).catch(() => undefined)]);
  if (target === undefined || source.ino !== target.ino || source.dev !== target.dev) return;
  throw new InspectError({
    code: 'usage',
    message: `${basename(to)} is the checkpoint itself.`,
    advice: 'Give another name for the file to write.',
  });
}

async function* follow(pieces: AsyncIterable<Uint8Array>, onBytes: (done: number) => void): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const piece of pieces) {
    yield piece;
    done += piece.length;
    onBytes(done);
  }
}

function describe({ name, dtype, descr, shape, file }: ExportDocument): string {
  const what = `${escapeControls(name)}  ${dtype} [${shape.join(', ')}]`;
  return `${what}  →  ${escapeControls(file.name)}  ${descr}, ${formatBytes(file.bytes)}`;
}
