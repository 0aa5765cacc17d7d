import type { Locator, Page } from '@playwright/test';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareTable } from './support/compareViews.ts';
import { dropFiles } from './support/dropFiles.ts';
import { LAST, LAST_NAME, RUN } from './support/sampleFiles.ts';
import { expect, test } from './support/test.ts';
import { expectOverview, expectRun, sidebar } from './support/views.ts';

function folderRow(page: Page, epoch: number): Locator {
  return page
    .getByRole('grid')
    .getByRole('row')
    .filter({ hasText: `epoch=${epoch}-` });
}

function sideRow(page: Page, label: string): Locator {
  return sidebar(page).getByRole('option', { name: label });
}

function tab(page: Page, name: string): Locator {
  return page.getByRole('tab', { name });
}

/** A comparison is on screen: its tab, its two checkpoints, and where the window says it is. */
async function expectComparison(page: Page, left: number, right: number): Promise<void> {
  await expect(tab(page, 'Compare')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('button', { name: `A: epoch ${left}` })).toBeVisible();
  await expect(page.getByRole('button', { name: `B: epoch ${right}` })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toContainText(`epoch ${left} ↔ epoch ${right}`);
  await expect(sideRow(page, `epoch ${left}, A`)).toHaveAttribute('aria-selected', 'true');
  await expect(sideRow(page, `epoch ${right}, B`)).toHaveAttribute('aria-selected', 'true');
}

test('two checkpoints are marked in the folder’s list and compared, the earlier one as A', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await expectRun(page);
  await folderRow(page, 39).getByRole('checkbox').click();
  await expect(page.getByText('1 selected')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Compare/ })).toBeHidden();
  await folderRow(page, 35).getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Compare 35 and 39' }).click();
  await expectComparison(page, 35, 39);
});

test('Space marks in the list and in the sidebar, and Ctrl and Shift add to what is marked', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await expectRun(page);
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(folderRow(page, 39).getByRole('checkbox')).toBeChecked();
  await folderRow(page, 38)
    .getByRole('gridcell')
    .nth(1)
    .click({ modifiers: ['Control'] });
  await expect(page.getByRole('button', { name: 'Compare 38 and 39' })).toBeVisible();
  await folderRow(page, 36)
    .getByRole('gridcell')
    .nth(1)
    .click({ modifiers: ['Shift'] });
  await expect(page.getByText('4 selected')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Compare/ })).toBeHidden();

  await folderRow(page, 37).getByRole('checkbox').click();
  await folderRow(page, 38).getByRole('checkbox').click();
  await page.keyboard.press('Escape');
  await sidebar(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect(sideRow(page, 'epoch 35, marked')).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Compare 35 and 39' })).toBeVisible();
});

test('Compare asks about the checkpoint before, and back returns to where it was asked from', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await expectRun(page);
  await page.getByRole('grid').getByRole('button', { name: LAST_NAME }).click();
  await expectOverview(page, LAST_NAME);
  await page.keyboard.press('Alt+5');
  await expectComparison(page, 38, 39);
  await page.keyboard.press('Alt+2');
  await expect(tab(page, 'Tree')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('banner')).toContainText(LAST_NAME);
  await page.keyboard.press('Alt+ArrowLeft');
  await expectComparison(page, 38, 39);
  await page.keyboard.press('Alt+ArrowLeft');
  await expectOverview(page, LAST_NAME);
  await page.keyboard.press('Alt+ArrowRight');
  await expectComparison(page, 38, 39);
  await page.keyboard.press('Alt+6');
  await expect(tab(page, 'Series')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toContainText('Whole run');
});

test('either side is chosen from the folder, and the two are swapped', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await expectRun(page);
  await page.keyboard.press('Alt+5');
  await expectComparison(page, 38, 39);
  // A menu that is open while the files are compared closes when the rows come.
  await expect(compareTable(page)).toBeVisible({ timeout: 25_000 });
  await page.getByRole('button', { name: 'A: epoch 38' }).click();
  await page.getByRole('menuitem', { name: 'epoch 36' }).click();
  await expectComparison(page, 36, 39);
  await expect(compareTable(page)).toBeVisible({ timeout: 25_000 });
  await page.getByRole('button', { name: 'Swap A and B' }).click();
  await expectComparison(page, 39, 36);
  await page.keyboard.press('Alt+ArrowLeft');
  await expectComparison(page, 38, 39);
});

test('the row of the whole run leads to its series, and so does the button under the list', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await expectRun(page);
  await sideRow(page, 'Whole run').click();
  await expect(tab(page, 'Series')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('button', { name: 'Series of 5' }).click();
  await expect(sideRow(page, 'Whole run')).toHaveAttribute('aria-selected', 'true');
});

test('a file by itself waits for another one to be compared with, and finds it when that is opened', async ({
  launch,
}) => {
  const app = await launch([LAST]);
  const { page } = app;
  await expectOverview(page, LAST_NAME);
  await tab(page, 'Compare').click();
  await expect(page.getByText(`What should ${LAST_NAME} be compared with?`)).toBeVisible();
  await app.chooseFile(join(RUN, 'epoch=37-step=9196.ckpt'));
  await expectOverview(page, 'epoch=37-step=9196.ckpt');
  await sideRow(page, LAST_NAME).click();
  await tab(page, 'Compare').click();
  await expect(page.getByRole('button', { name: 'A: epoch 37' })).toBeVisible();
});

test('the palette compares with the epoch before', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await expectRun(page);
  await page.getByRole('grid').getByRole('button', { name: 'epoch=37-' }).click();
  await page.keyboard.press('Control+K');
  await page.keyboard.type('>previous epoch');
  await page.keyboard.press('Enter');
  await expectComparison(page, 36, 37);
});

test('below 1200 pixels the sidebar shows the letters of the comparison', async ({ launch }) => {
  const app = await launch([RUN]);
  await expectRun(app.page);
  await app.page.keyboard.press('Alt+5');
  await expectComparison(app.page, 38, 39);
  await app.resize(1024, 640);
  await expect(sideRow(app.page, 'epoch 39, B').getByText('B', { exact: true })).toBeVisible();
  await expect(sideRow(app.page, 'epoch 37').getByText('37', { exact: true })).toBeVisible();
});

test('a file dropped beside an open one opens on one half and is compared on the other', async ({
  launch,
  scratch,
}) => {
  const early = join(scratch, 'epoch=35-step=8712.ckpt');
  copyFileSync(join(RUN, 'epoch=35-step=8712.ckpt'), early);
  const { page, kind } = await launch([LAST]);
  await expectOverview(page, LAST_NAME);
  const [left, right] = [page.getByText('Compare with epoch 39'), page.getByText('Open as a new tab')];
  await dropFiles(page, [early], { at: 0.25, look: () => expect(left).toBeVisible() });
  if (kind === 'desktop') {
    await expect(page.getByRole('button', { name: 'A: epoch 35' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'B: epoch 39' })).toBeVisible();
  } else {
    // The page reads what was dropped, the server the other one: neither can read both.
    await expect(page.getByText('These two cannot be compared with each other')).toBeVisible();
  }
  await tab(page, 'Overview').click();
  await dropFiles(page, [early], { at: 0.75, look: () => expect(right).toBeVisible() });
  await expectOverview(page, 'epoch=35-step=8712.ckpt');
});

test('two files that are dropped to be compared are compared with each other', async ({ launch, scratch }) => {
  const names = ['epoch=39-step=9680.ckpt', 'epoch=36-step=8954.ckpt'];
  const files = names.map((name) => join(scratch, name));
  for (const [at, file] of files.entries()) copyFileSync(join(RUN, names[at] ?? ''), file);
  const { page } = await launch([LAST]);
  await expectOverview(page, LAST_NAME);
  const target = page.getByText('Compare the two with each other');
  await dropFiles(page, files, { at: 0.25, look: () => expect(target).toBeVisible() });
  await expect(page.getByRole('button', { name: 'A: epoch 36' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'B: epoch 39' })).toBeVisible();
});
