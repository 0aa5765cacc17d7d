import { toErrorData, type ErrorData } from '../shared/inspectError.ts';
import { formatPathName } from '../shared/pathStep.ts';
import { escapeControls } from '../engine/index.ts';

export interface ErrorOptions {
  readonly json: boolean;
  /** Whether to add the stack trace. */
  readonly debug: boolean;
  /** The file that the question was about. */
  readonly file?: string;
}

/** An error as the document `epochscope.error/1`. */
export function errorDocument(error: unknown): { readonly schema: 'epochscope.error/1' } & ErrorData {
  return { schema: 'epochscope.error/1', ...toErrorData(error) };
}

/** Says why a question could not be answered: as JSON on stdout, or for a person on stderr. */
export function printError(error: unknown, options: ErrorOptions): void {
  if (options.json) process.stdout.write(`${JSON.stringify(errorDocument(error))}\n`);
  else process.stderr.write(`${describeError(error, options.file).join('\n')}\n`);
  if (options.debug && error instanceof Error) process.stderr.write(`${error.stack ?? error.message}\n`);
}

function describeError(error: unknown, file: string | undefined): string[] {
  const { code, message, at, expected, found, advice } = toErrorData(error);
  const where = [
    at?.entry,
    at?.offset === undefined ? undefined : `byte ${at.offset}`,
    at?.path && formatPathName(at.path),
  ].filter((part) => part !== undefined && part !== '');
  const rows: [string, string | undefined][] = [
    ['at', where.length === 0 ? undefined : where.join(', ')],
    ['expected', expected],
    ['found', found],
    ['code', code],
  ];
  return [
    `${file === undefined ? '' : `${escapeControls(file)}: `}${escapeControls(message)}`,
    ...rows.flatMap(([label, text]) => (text === undefined ? [] : `  ${label.padEnd(9)} ${escapeControls(text)}`)),
    ...(advice === undefined ? [] : [`  ${escapeControls(advice)}`]),
  ];
}
