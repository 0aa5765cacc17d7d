import { _electron } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContractOutcome } from '../../contract/walkContract.ts';
import { bundleScripts } from '../support/bundleScripts.ts';
import { environment } from '../support/desktopShell.ts';
import { ROOT } from '../support/sampleFiles.ts';
import { expect, test } from '../support/test.ts';

declare const window: Window & { runMainPortContract(): Promise<readonly ContractOutcome[]> };

test('the engine contract holds over the port of the main process', async ({ display, scratch }) => {
  await bundleScripts(scratch, ['mainPortContract'], 'browser');
  await bundleScripts(scratch, ['mainPortApp', 'fakeEngineThread'], 'node');
  writeFileSync(join(scratch, 'index.html'), '<script type="module" src="./mainPortContract.js"></script>');
  writeFileSync(join(scratch, 'package.json'), JSON.stringify({ main: 'mainPortApp.js', type: 'module' }));
  const electron = await _electron.launch({
    args: [scratch, `--preload=${join(ROOT, 'dist', 'preload.cjs')}`, `--user-data-dir=${join(scratch, 'user-data')}`],
    env: { ...environment(), ...(display && { DISPLAY: display }) },
  });
  const page = await electron.firstWindow();
  await page.waitForFunction(() => 'runMainPortContract' in window);
  const outcomes = await page.evaluate(() => window.runMainPortContract());
  await electron.close();
  expect(outcomes.length).toBeGreaterThan(10);
  expect(outcomes.filter(({ error }) => error !== undefined)).toEqual([]);
});
