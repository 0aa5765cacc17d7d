// npm run bench -- NAME: bundles bench/run.ts and runs it. The measured programs come from dist/.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, bootstrap } from './bootstrap.mjs';

await bootstrap();
const { build } = await import('esbuild');
const bundle = join(ROOT, '.cache', 'bench', 'run.js');
await build({
  entryPoints: [join(ROOT, 'bench', 'run.ts')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, [bundle, ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
process.exit(status ?? 1);
