import { build } from 'esbuild';
import { join } from 'node:path';
import { ROOT } from './sampleFiles.ts';

/** Bundles scripts of test/contract into `folder`, each under its own name with the ending `.js`. */
export async function bundleScripts(
  folder: string,
  names: readonly string[],
  platform: 'browser' | 'node',
): Promise<void> {
  await build({
    entryPoints: names.map((name) => join(ROOT, 'test', 'contract', `${name}.ts`)),
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform,
    target: platform === 'node' ? 'node20.19' : 'chrome130',
    external: ['electron'],
    logLevel: 'silent',
  });
}
