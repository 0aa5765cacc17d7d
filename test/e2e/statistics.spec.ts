import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { LAST, ROOT } from './support/sampleFiles.ts';
import { writeSparse } from './support/sparseFile.ts';
import { expect, test } from './support/test.ts';
import { details, expectHits, filterTree, openTree, statusBar, tree, treeRow } from './support/views.ts';

const DIVERGED = `${ROOT}/test/fixtures/conformance/copied/lightning_diverged_nan.ckpt`;

/** The cell of a row below a column's title. */
async function cellOf(page: Page, label: string, column: string): Promise<Locator> {
  const titles = await tree(page).getByRole('columnheader').allInnerTexts();
  return treeRow(page, label)
    .getByRole('gridcell')
    .nth(titles.findIndex((title) => title.trim() === column));
}

async function computeWholeFile(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Compute statistics' }).click();
  await page.getByRole('menuitem', { name: 'Whole file' }).click();
}

/** Switches the statistics of visible rows off, so that nothing is computed but what the test asks for. */
async function computeNothingUnasked(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  await page
    .getByRole('radiogroup', { name: 'Statistics for what is visible' })
    .getByRole('radio', { name: 'Off' })
    .check();
  await page.keyboard.press('Escape');
}

test.describe('with a real checkpoint', () => {
  test.use({ openAtStart: LAST });

  test('visible rows fill by themselves, modules with sums of theirs', async ({ app: { page } }) => {
    await openTree(page);
    await expect(await cellOf(page, 'agent.model', 'L2')).toHaveText('437.3');
    await expect(await cellOf(page, 'agent.model', 'Mean ± std')).toHaveText(/^0\.0242 ± 1\.39/);
    await filterTree(page, 'stem.proj.weight', 1);
    await expect(await cellOf(page, 'weight', 'L2')).toHaveText('1.686');
    await expect((await cellOf(page, 'weight', 'Distribution')).locator('svg')).toBeVisible();
  });

  test('statistics of the whole file are computed when asked for, and never before', async ({ app: { page } }) => {
    await computeNothingUnasked(page);
    await openTree(page);
    await expect(page.getByRole('button', { name: 'NaN or Inf – compute' })).toBeVisible();
    await expect(await cellOf(page, 'agent.model', 'L2')).toHaveText('');
    await computeWholeFile(page);
    await expect(statusBar(page)).toContainText(/Statistics complete, \S+ [KM]iB in/);
    await expect(await cellOf(page, 'agent.model', 'L2')).toHaveText('437.3');
    await expect(page.getByRole('button', { name: 'NaN or Inf 1' })).toBeVisible();
  });

  test('the details of a module offer its statistics, and show them', async ({ app: { page } }) => {
    await computeNothingUnasked(page);
    await openTree(page);
    await treeRow(page, 'state_dict').click();
    const section = details(page).getByRole('region', { name: 'Statistics' });
    await expect(section).toContainText('This takes reading 385 KiB');
    await section.getByRole('button', { name: 'Compute statistics' }).click();
    await expect(section).toContainText(/count\s*98.513/);
    await expect(section).toContainText(/L2\s*437\.25/);
    await expect(section.getByRole('button')).toHaveCount(0);
    await expect(await cellOf(page, 'state_dict', 'L2')).toHaveText('437.3');
  });

  test('the details of a module out of sight show its statistics too', async ({ app: { page } }) => {
    await openTree(page);
    await treeRow(page, 'optimizer_states').click();
    await page.getByRole('textbox', { name: 'Filter names' }).fill('stem.proj.weight');
    await expect(treeRow(page, 'optimizer_states')).toBeHidden();
    const section = details(page).getByRole('region', { name: 'Statistics' });
    await expect(section).toContainText(/count\s*98.338/);
    // The optimizer's counts of steps, which are floats, are no part of it.
    await expect(section).not.toContainText(/9.678/);
  });

  test('rows are sorted by a statistic, the largest first', async ({ app: { page } }) => {
    await openTree(page);
    await filterTree(page, 'image_encoder.layers.0.norm1', 2);
    const title = tree(page).getByRole('columnheader', { name: 'L2' });
    await title.getByRole('button').click();
    await expect(title).toHaveAttribute('aria-sort', 'descending');
    await expect(await cellOf(page, 'weight', 'L2')).toHaveText('2.848');
    const names = tree(page)
      .getByRole('row')
      .filter({ hasText: /^(weight|bias)/ });
    await expect(names.first()).toContainText('weight');
    await title.getByRole('button').click();
    await expect(names.first()).toContainText('bias');
  });

  test('further columns are shown on request', async ({ app: { page } }) => {
    await openTree(page);
    await page.getByRole('button', { name: 'Columns' }).click();
    for (const name of ['Min', 'Max', 'Zeros', 'NaN/Inf']) {
      await page.getByRole('menuitemcheckbox', { name, exact: true }).click();
    }
    await page.keyboard.press('Escape');
    await filterTree(page, 'stem.proj.weight', 1);
    await expect(await cellOf(page, 'weight', 'Min')).toHaveText('−0.09047');
    await expect(await cellOf(page, 'weight', 'Max')).toHaveText('0.09918');
    await expect(await cellOf(page, 'weight', 'Zeros')).toHaveText('0 %');
    await expect(await cellOf(page, 'weight', 'NaN/Inf')).toHaveText('0');
  });

  test('tensors that hold an infinity are found by their chip', async ({ app: { page } }) => {
    await computeNothingUnasked(page);
    await openTree(page);
    await page.getByRole('button', { name: 'NaN or Inf – compute' }).click();
    await expectHits(page, 1);
    await expect(treeRow(page, 'callbacks')).toBeVisible();
    await expect(treeRow(page, 'state_dict')).toBeHidden();
  });
});

test('tensors with NaN of a diverged run are marked and found', async ({ launch }) => {
  const { page } = await launch([DIVERGED]);
  await openTree(page);
  const chip = page.getByRole('button', { name: /^NaN or Inf \d+$/ });
  await expect(chip).toBeVisible();
  const count = Number((await chip.innerText()).replace(/\D/g, ''));
  expect(count).toBeGreaterThan(0);
  await chip.click();
  await expect(page.getByRole('toolbar', { name: 'Tree' }).getByRole('status')).toHaveText(new RegExp(`^${count} of`));
  await expect(tree(page).getByRole('img', { name: /NaN/ }).first()).toBeVisible();
});

test('a computation is given up with Esc and leaves the tree usable', async ({ launch, scratch }) => {
  const { page } = await launch([writeLarge(scratch)]);
  await computeNothingUnasked(page);
  await openTree(page);
  await computeWholeFile(page);
  const bar = page.getByRole('progressbar', { name: 'Statistics', exact: true });
  await expect(bar).toBeVisible();
  await tree(page).focus();
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await expect(statusBar(page)).not.toContainText('Statistics complete');
  await treeRow(page, 'small').click();
  await page.getByRole('button', { name: 'Compute statistics' }).click();
  await page.getByRole('menuitem', { name: 'Selected row' }).click();
  await expect(await cellOf(page, 'small', 'L2')).toHaveText('5.477');
});

test('a filter on statistics says what is not known yet, and offers to compute it', async ({ launch, scratch }) => {
  const { page } = await launch([writeLarge(scratch)]);
  await computeNothingUnasked(page);
  await openTree(page);
  await page.getByRole('button', { name: 'NaN or Inf – compute' }).click();
  await expect(page.getByText('None found so far')).toBeVisible();
  await expect(
    page.getByText(/^Statistics of [01] of 2 tensors are known; the others are being computed/),
  ).toBeVisible();
  await page.getByRole('toolbar', { name: 'Tree' }).getByRole('button', { name: 'Expand all' }).focus();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Not everything is known yet')).toBeVisible();
  const main = page.getByRole('region', { name: 'Tree' });
  await main.getByRole('button', { name: 'Compute statistics' }).last().click();
  await expect(page.getByText('None found so far')).toBeVisible();
  await main.getByRole('button', { name: 'Clear filter' }).click();
  await expect(treeRow(page, 'large')).toBeVisible();
});

test('tensors that are views or share a storage are found by their chip', async ({ launch }) => {
  const { page } = await launch([`${ROOT}/test/fixtures/conformance/copied/views_shared.pt`]);
  await openTree(page);
  const status = page.getByRole('toolbar', { name: 'Tree' }).getByRole('status');
  await page.getByRole('button', { name: 'views 12' }).click();
  await expect(status).toHaveText(/^12 of 13/);
  await page.getByRole('button', { name: 'views 12' }).click();
  await expect(status).toHaveText(/^13 tensors/);
});

/** A file of 16 GiB of zeros, which take a while to read. */
function writeLarge(folder: string): string {
  const file = join(folder, 'large.safetensors');
  writeSparse(file, 2 ** 34);
  return file;
}
