import { mkdir } from 'node:fs/promises';
import { build } from 'esbuild';

/** Bundles a worker thread's TypeScript for the Node that runs the tests, and returns where the script lies. */
export async function bundleThread(entry: URL): Promise<URL> {
  const folder = new URL('../../.cache/test-threads/', import.meta.url);
  await mkdir(folder, { recursive: true });
  // One name for each test process: several may bundle at once.
  const name = entry.pathname.split('/').at(-1)?.replace(/\.ts$/, `.${process.pid}.mjs`) ?? 'thread.mjs';
  const script = new URL(name, folder);
  await build({
    entryPoints: [entry.pathname],
    outfile: script.pathname,
    bundle: true,
    // Packages are found where they are installed: the script lies inside the repository.
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'silent',
  });
  return script;
}
