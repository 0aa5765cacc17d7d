import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startDebugged } from '../support/debuggedApp.ts';
import { LAST, LAST_NAME, ROOT } from '../support/sampleFiles.ts';
import { expect, test } from '../support/test.ts';
import { expectOverview, expectRun } from '../support/views.ts';

test('the packaged application opens a checkpoint and the sample run that it ships', async ({ display, scratch }) => {
  test.setTimeout(120_000);
  const { ELECTRON_OVERRIDE_DIST_PATH: _runtime, ...env } = process.env;
  const packing = spawnSync(process.execPath, [join(ROOT, 'build', 'package.mjs')], { encoding: 'utf8', env });
  expect(packing.status, packing.stderr).toBe(0);
  const executable = packing.stdout.trimEnd().split('\n').at(-1) ?? '';
  // Without root's powers the sandbox needs no switch.
  const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await startDebugged([executable, ...switches, LAST, `--user-data-dir=${join(scratch, 'user-data')}`], {
    ...env,
    ...(display && { DISPLAY: display }),
  });
  await expectOverview(app.page, LAST_NAME);
  await app.page.getByRole('button', { name: 'welcome screen' }).click();
  await app.page.getByRole('button', { name: 'Open the sample run' }).click();
  await expectRun(app.page);
  await app.stop();
});
