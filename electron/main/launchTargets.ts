import { resolve } from 'node:path';

/** How a process of the application was started. */
export interface Launch {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Whether argv[1] is the application's folder (`electron . FILE`) and not a file to open. */
  readonly defaultApp: boolean;
}

/**
 * The files and folders that a command line names, as absolute paths. Chromium adds switches of its own and moves all
 * switches before the names, so everything that starts with a dash is left out; after `--` everything is a name.
 */
export function readLaunchTargets({ argv, cwd, defaultApp }: Launch): string[] {
  const rest = argv.slice(1);
  const end = rest.indexOf('--');
  const before = (end === -1 ? rest : rest.slice(0, end)).filter((argument) => !argument.startsWith('-'));
  const after = end === -1 ? [] : rest.slice(end + 1);
  const names = [...before, ...after].slice(defaultApp ? 1 : 0);
  return names.filter((name) => name !== '').map((name) => resolve(cwd, name));
}
