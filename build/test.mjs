// npm test: bootstraps, installs what tests need, runs everything, and counts it. What cannot run on this machine is named;
// in continuous integration (CI set) it is a failure.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, bootstrap, say } from './bootstrap.mjs';
import { ensureSystemPackages } from './systemPackages.mjs';

/** Tests that ran in one runner. `skipped` holds names, with reasons where they are known. */
function emptyCounts() {
  return { passed: 0, failed: 0, skipped: [] };
}

function addCounts(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: [...a.skipped, ...b.skipped] };
}

/** Unit, conformance, failure, property and contract tests. */
function runVitest() {
  const report = join(ROOT, 'test-results', 'vitest.json');
  rmSync(report, { force: true });
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  const { status } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  try {
    return countVitest(JSON.parse(readFileSync(report, 'utf8')), status);
  } catch {
    say('vitest ended without a report.');
    return { ...emptyCounts(), failed: 1 };
  }
}

function countVitest(report, status) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const skipped = tests.filter(({ status: outcome }) => outcome !== 'passed' && outcome !== 'failed');
  const failed = tests.filter(({ status: outcome }) => outcome === 'failed').length;
  return {
    passed: tests.length - failed - skipped.length,
    // A file that cannot be loaded, or an error outside a test, fails the run without failing a test.
    failed: status !== 0 && failed === 0 ? 1 : failed,
    skipped: skipped.map(({ fullName }) => fullName),
  };
}

await bootstrap();
const missing = ensureSystemPackages();
const { runE2e } = await import('./e2e.mjs');
const counts = addCounts(runVitest(), await runE2e({ missing }));
for (const name of counts.skipped) say(`not run: ${name}`);
const refused = process.env.CI && counts.skipped.length > 0;
if (refused) say('In continuous integration every test must run.');
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped.length} skipped`);
process.exit(counts.failed > 0 || refused ? 1 : 0);
