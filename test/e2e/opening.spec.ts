import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dropFiles } from './support/dropFiles.ts';
import { LAST, LAST_NAME, RUN } from './support/sampleFiles.ts';
import { expect, test } from './support/test.ts';
import { expectOverview, expectRun, sidebar } from './support/views.ts';

test('a file on the command line is open when the window comes up', async ({ launch }) => {
  const { page } = await launch([LAST]);
  await expectOverview(page, LAST_NAME);
});

test('a folder on the command line lists its checkpoints', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await expectRun(page);
});

test('a file is chosen in the dialog of the shell', async ({ app }) => {
  await app.chooseFile(LAST);
  await expectOverview(app.page, LAST_NAME);
});

test('a folder is chosen in the dialog of the shell', async ({ app }) => {
  await app.chooseFolder(RUN);
  await expectRun(app.page);
});

test('a file that hovers over the window is told what a drop does, and opens when it is dropped', async ({ app }) => {
  const { page } = app;
  await dropFiles(page, [LAST], { look: () => expect(page.getByText('Drop to open')).toBeVisible() });
  await expect(page.getByText('Drop to open')).toBeHidden();
  await expectOverview(page, LAST_NAME);
});

test('several dropped files open, and the sidebar holds them all', async ({ app, scratch }) => {
  const copy = join(scratch, 'copy.ckpt');
  copyFileSync(LAST, copy);
  await dropFiles(app.page, [LAST, copy]);
  await expect(sidebar(app.page).getByRole('option')).toHaveCount(2);
});

test('a dropped folder lists its checkpoints with epoch and step', async ({ app }) => {
  await dropFiles(app.page, [RUN]);
  await expectRun(app.page);
});

test('the welcome screen opens the sample run', async ({ app }) => {
  await app.page.getByRole('button', { name: 'Open the sample run' }).click();
  await expectRun(app.page);
});

test('a checkpoint of a listed folder opens by a click on its name', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await page.getByRole('grid').getByRole('button', { name: LAST_NAME }).click();
  await expectOverview(page, LAST_NAME);
});

test('a checkpoint of a listed folder opens by the keyboard', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await expectRun(page);
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true');
});

test('a pasted path opens', async ({ app }) => {
  await app.writeClipboard(LAST);
  await app.page.keyboard.press('Control+V');
  await expectOverview(app.page, LAST_NAME);
});

test('what was opened is offered on the welcome screen', async ({ app }) => {
  await app.chooseFile(LAST);
  await expectOverview(app.page, LAST_NAME);
  await app.page.getByRole('button', { name: 'welcome screen' }).click();
  await app.page.getByRole('list').getByRole('button', { name: LAST_NAME }).click();
  await expectOverview(app.page, LAST_NAME);
});

test('a folder without checkpoints says so', async ({ launch, scratch }) => {
  const empty = join(scratch, 'empty');
  mkdirSync(empty);
  const { page } = await launch([empty]);
  await expect(page.getByText('No checkpoints in this folder')).toBeVisible();
});
