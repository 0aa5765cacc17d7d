// npm run e2e: the specs of test/e2e in a real Electron and a real Chromium. What cannot run here is counted and named.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT, bootstrap, say } from './bootstrap.mjs';
import { ensureTestElectron } from './electronRuntime.mjs';
import { ensureSystemPackages } from './systemPackages.mjs';

const REPORT = join(ROOT, 'test-results', 'e2e.json');

/** Where Playwright would find a browser of its own, if somebody installed one. */
async function findChromium() {
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/** Which shells can be tested here, and why the others cannot. */
async function planProjects() {
  const electron = await ensureTestElectron();
  const display = process.platform !== 'linux' || existsSync('/usr/bin/Xvfb') || Boolean(process.env.DISPLAY);
  const shells = [
    {
      project: 'desktop',
      reason: electron.reason ?? (display ? undefined : 'there is neither a display nor Xvfb here'),
    },
    {
      project: 'browser',
      reason: (await findChromium())
        ? undefined
        : 'there is no Chromium; install it with: npx playwright install chromium',
    },
  ];
  return { electron, shells };
}

/** All tests of a report, flat: `{ title, status }`, with the reason of a skipped one. */
function listTests(report) {
  const tests = [];
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      for (const { projectName, status, annotations } of spec.tests) {
        const reason = annotations.find(({ type }) => type === 'skip')?.description;
        tests.push({ title: [projectName, ...path, spec.title].join(' › ') + (reason ? ` (${reason})` : ''), status });
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...path, inner.title]);
  };
  for (const suite of report.suites) visit(suite, [suite.title]);
  return tests;
}

function countTests(tests, exitCode) {
  const failed = tests.filter(({ status }) => status === 'unexpected').length;
  const skipped = tests.filter(({ status }) => status === 'skipped');
  return {
    passed: tests.length - failed - skipped.length,
    // An error outside a test fails the run without failing a test.
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    skipped: skipped.map(({ title }) => title),
  };
}

/**
 * Runs the end-to-end tests on what is built in dist/: `{ passed, failed, skipped }`, the last a list of names with reasons.
 * A whole shell that cannot run counts as one skipped test.
 */
export async function runE2e({ args = [] } = {}) {
  const { electron, shells } = await planProjects();
  const left = shells.filter(({ reason }) => reason !== undefined);
  const skipped = left.map(({ project, reason }) => `all tests of the ${project} shell (${reason})`);
  const projects = shells.filter(({ reason }) => reason === undefined).map(({ project }) => `--project=${project}`);
  if (projects.length === 0) return { passed: 0, failed: 0, skipped };
  rmSync(REPORT, { force: true });
  const { status } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', ...projects, ...args],
    {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...(electron.dist && { ELECTRON_OVERRIDE_DIST_PATH: electron.dist }) },
    },
  );
  if (!existsSync(REPORT)) {
    say('Playwright ended without a report.');
    return { passed: 0, failed: 1, skipped };
  }
  const counts = countTests(listTests(JSON.parse(readFileSync(REPORT, 'utf8'))), status);
  return { ...counts, skipped: [...skipped, ...counts.skipped] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bootstrap();
  ensureSystemPackages();
  const { passed, failed, skipped } = await runE2e({ args: process.argv.slice(2) });
  for (const name of skipped) say(`not run: ${name}`);
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  process.exit(failed > 0 ? 1 : 0);
}
