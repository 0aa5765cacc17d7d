import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { InspectError } from '../shared/inspectError.ts';
import { registerDiff } from './diff.ts';
import { EXIT } from './exitCodes.ts';
import { registerExport } from './export.ts';
import { registerInspect } from './inspect.ts';
import { printError } from './printError.ts';
import { registerSeries } from './series.ts';
import { registerServe } from './serve.ts';
import { registerStats } from './stats.ts';

/** Runs one command line and answers with its exit code. Never throws. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.answered;
  const program = new Command('epochscope')
    .description('Looks inside PyTorch and Lightning checkpoints without running a line of what they contain')
    .version(readVersion())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const report = (code: number) => {
    exitCode = Math.max(exitCode, code);
  };
  registerInspect(program, report);
  registerStats(program, report);
  registerExport(program, report);
  registerDiff(program, report);
  registerSeries(program, report);
  registerServe(program);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Help and version are no errors for the person who asked for them.
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.answered;
    printError(asUsageError(error), { json: args.includes('--json'), debug: args.includes('--debug') });
    return EXIT.unanswered;
  }
  return exitCode;
}

function asUsageError(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error;
  const message = error.message.replace(/^error: /u, '');
  return new InspectError({
    code: 'usage',
    message: message.charAt(0).toUpperCase() + message.slice(1),
    advice: 'epochscope --help lists the commands, epochscope COMMAND --help their options.',
  });
}

/** The version of the package that this file belongs to: the folder above, of the sources as of the bundle. */
function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const version = /"version":\s*"([^"]+)"/u.exec(text)?.[1];
  return version ?? 'unknown';
}
