// npm run check: types, lint, format, dead code, generated docs. Runs all and reports each, so that one failure hides no other.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, ensureDependencies, requireNode, say } from './bootstrap.mjs';

const CHECKS = [
  { title: 'types', command: ['typescript/bin/tsc', '-b'] },
  { title: 'lint', command: ['oxlint/bin/oxlint', '--deny-warnings'] },
  { title: 'format', command: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'] },
  { title: 'dead code', command: ['knip/bin/knip.js'] },
  { title: 'docs/codes.md', command: ['../build/codesPage.mjs', '--check'] },
];

requireNode();
ensureDependencies();
// The compiler and the linter read the generated module as well.
await (await import('./kernels.mjs')).buildKernels();
const failed = CHECKS.filter(({ title, command: [script, ...args] }) => {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  say(`${status === 0 ? 'ok    ' : 'FAILED'} ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return status !== 0;
});
process.exit(failed.length === 0 ? 0 : 1);
