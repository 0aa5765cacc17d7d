import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { RunningServer } from '../server/startServer.ts';
import { openInBrowser, type OpenedPage } from './openInBrowser.ts';

interface ServeOptions {
  readonly port: number;
  readonly open: boolean;
}

/** Adds `epochscope serve [ROOT] [FILE…]`. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('Serve the window to a browser on this machine, or through an SSH tunnel to it')
    .argument('[root]', 'folder whose files may be opened', '.')
    .argument('[files...]', 'files and folders to open at once')
    .option('--port <number>', 'TCP port on 127.0.0.1; any that is free without this', readPort, 0)
    .option('--open', 'open the page in the default browser', false)
    .action(async (root: string, files: readonly string[], options: ServeOptions) => {
      await serve(root, files, { ...options, version: program.version() ?? '' });
    });
}

async function serve(
  root: string,
  files: readonly string[],
  options: ServeOptions & { version: string },
): Promise<void> {
  // Fastify takes a tenth of a second to load, which no other command should wait for.
  const { startServer } = await import('../server/startServer.ts');
  const names = await splitNames(root, files);
  const server = await startServer({
    ...names,
    // The bundle lies in dist/, beside the built page.
    page: join(import.meta.dirname, 'renderer'),
    sample: join(import.meta.dirname, '..', 'samples', 'run'),
    port: options.port,
    version: options.version,
  });
  process.stdout.write(
    `Serving ${basename(resolve(names.root))} on this machine only. Stop with Ctrl C.\n${server.url}\n`,
  );
  const page = options.open ? await openInBrowser(server.url, tellToOpen) : undefined;
  stopOnSignal(server, page);
}

/** A file in the place of the root is opened, and its folder is served. */
async function splitNames(root: string, files: readonly string[]): Promise<{ root: string; open: readonly string[] }> {
  const status = await stat(root).catch(() => undefined);
  if (status === undefined || status.isDirectory()) return { root, open: files };
  return { root: dirname(resolve(root)), open: [root, ...files] };
}

function tellToOpen(opener: string): void {
  process.stderr.write(`There is no ${opener} here. Open the address above by hand.\n`);
}

function stopOnSignal(server: RunningServer, page: OpenedPage | undefined): void {
  async function stop(): Promise<void> {
    await Promise.all([server.close(), page?.forget()]);
  }
  // A second signal finds no listener and ends the process at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a number from 0 to 65535.');
}
