import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropFiles } from './support/dropFiles.ts';
import { LAST, LAST_NAME, ROOT } from './support/sampleFiles.ts';
import type { Shell } from './support/shell.ts';
import { expect, test } from './support/test.ts';
import { details, expectOverview, expectRun, filterTree, openTree, treeRow } from './support/views.ts';

/** Pictures of each main state, to look at: test-results/screens/<shell>/<size>/<theme>/<state>.png. They are compared with nothing. */
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 640 },
] as const;

for (const { width, height } of SIZES) {
  for (const theme of ['light', 'dark'] as const) {
    test(`pictures of each main state at ${width} by ${height}, ${theme}`, async ({ app, scratch }) => {
      await app.resize(width, height);
      await app.setSystemTheme(theme);
      await takePictures(app, scratch, join(ROOT, 'test-results', 'screens', app.kind, `${width}x${height}`, theme));
    });
  }
}

async function takePictures(app: Shell, scratch: string, folder: string): Promise<void> {
  const { page } = app;
  const take = (name: string): Promise<unknown> =>
    page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });

  await take('welcome');
  await app.page.getByRole('button', { name: 'Open the sample run' }).click();
  await expectRun(page);
  await take('folder');

  await page.getByRole('grid').getByRole('button', { name: LAST_NAME }).click();
  await expectOverview(page, LAST_NAME);
  await take('overview');

  await openTree(page);
  await filterTree(page, 'image_encoder.layers.0.');
  await treeRow(page, 'weight').first().click();
  await expect(details(page).getByRole('heading', { level: 2 })).toHaveText('weight');
  await take('tree-filtered');
  await page.getByRole('textbox', { name: 'Filter names' }).fill('');
  await page.getByRole('button', { name: 'Expand all' }).click();
  await treeRow(page, 'stem.proj').click();
  await expect(details(page).getByRole('heading', { level: 2 })).toHaveText('proj');
  await take('tree');
  await page.getByRole('textbox', { name: 'Filter names' }).fill('nothing like this');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await take('no-hits');
  await page.getByRole('button', { name: 'Clear filter' }).click();

  await page.keyboard.press('Control+K');
  await page.getByRole('combobox').fill('stem');
  await expect(page.getByRole('option').first()).toBeVisible();
  await take('palette');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Settings' }).click();
  await take('settings');
  await page.keyboard.press('Escape');

  const broken = join(scratch, 'epoch=37-step=9196.ckpt');
  writeFileSync(broken, readFileSync(LAST).subarray(0, 1_000_000));
  await dropFiles(page, [broken]);
  await expect(page.getByRole('alert')).toBeVisible();
  await take('error');

  if (app.kind === 'browser') {
    await page.keyboard.press('Control+O');
    await expect(page.getByRole('dialog', { name: 'Open a file' }).getByRole('row').nth(1)).toBeVisible();
    await take('file-picker');
  }
}
