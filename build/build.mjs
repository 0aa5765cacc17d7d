// Builds dist/: one flat folder for Node and Electron (esbuild), dist/renderer for the page (vite).
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from './bootstrap.mjs';
import { buildKernels } from './kernels.mjs';

/** Some of fastify's dependencies are CommonJS and call `require` for Node's built-ins. */
const REQUIRE_BANNER =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const SHARED_OPTIONS = {
  bundle: true,
  absWorkingDir: ROOT,
  logLevel: 'warning',
  sourcemap: 'linked',
  legalComments: 'linked',
};

/** The programs that run in Node: command line, server, Electron's main process, and the engine's worker thread. */
export async function buildNode() {
  const { build } = await import('esbuild');
  await build({
    ...SHARED_OPTIONS,
    entryPoints: {
      cli: 'cli/main.ts',
      engineWorker: 'engine/node/engineWorker.ts',
      statisticsThread: 'engine/node/statisticsThread.ts',
      electronMain: 'electron/main/main.ts',
    },
    outdir: 'dist',
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    splitting: true,
    chunkNames: 'chunk-[hash]',
    external: ['electron'],
    banner: { js: REQUIRE_BANNER },
    define: { __ENGINE_WORKER__: '"./engineWorker.js"', __STATISTICS_THREAD__: '"./statisticsThread.js"' },
  });
  await build({
    ...SHARED_OPTIONS,
    entryPoints: { preload: 'electron/preload/preload.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    platform: 'browser',
    target: 'chrome130',
    format: 'cjs',
    external: ['electron'],
  });
}

/** The page, with the Web Worker that reads files dropped into a browser. */
export async function buildRenderer() {
  const { build } = await import('vite');
  await build({ configFile: join(ROOT, 'renderer', 'vite.config.ts'), logLevel: 'warn' });
}

export async function buildAll() {
  say('Building …');
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  await buildKernels();
  await Promise.all([buildNode(), buildRenderer()]);
}
