import { join } from 'node:path';
import { copyFileSync } from 'node:fs';
import { LAST, LAST_NAME, RUN } from './support/sampleFiles.ts';
import { expect, test } from './support/test.ts';
import { details, expectHits, expectOverview, filterTree, openTree, tree, treeRow } from './support/views.ts';

const WEIGHT = 'state_dict.agent.model._backbone.image_encoder.stem.proj.weight';

test.describe('with the tree of a checkpoint', () => {
  test.use({ openAtStart: LAST });
  test.beforeEach(async ({ app }) => openTree(app.page));

  test('rows are unfolded and folded by a click on the triangle', async ({ app: { page } }) => {
    const section = treeRow(page, 'state_dict');
    await expect(section).toHaveAttribute('aria-expanded', 'true');
    await expect(treeRow(page, 'agent.model')).toHaveAttribute('aria-level', '2');
    await section.locator('[data-twisty="true"]').click();
    await expect(section).toHaveAttribute('aria-expanded', 'false');
    await expect(treeRow(page, 'agent.model')).toBeHidden();
    await section.locator('[data-twisty="true"]').click();
    await expect(treeRow(page, 'agent.model')).toBeVisible();
  });

  test('rows are unfolded and folded by the keyboard', async ({ app: { page } }) => {
    const section = treeRow(page, 'state_dict');
    await section.click();
    await page.keyboard.press('ArrowLeft');
    await expect(section).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('ArrowRight');
    await expect(section).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowRight');
    await expect(treeRow(page, 'agent.model')).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Home');
    await expect(treeRow(page, 'epoch')).toHaveAttribute('aria-selected', 'true');
  });

  test('typing goes to the row that begins so', async ({ app: { page } }) => {
    await treeRow(page, 'epoch').click();
    await page.keyboard.type('opt');
    await expect(treeRow(page, 'optimizer_states')).toHaveAttribute('aria-selected', 'true');
  });

  test('Home and End reach the first and the last of all rows', async ({ app: { page } }) => {
    await page.getByRole('button', { name: 'Expand all' }).click();
    const countRows = async () => Number(await tree(page).getAttribute('aria-rowcount'));
    await expect.poll(countRows).toBeGreaterThan(3000);
    const rows = await countRows();
    await tree(page).focus();
    await page.keyboard.press('End');
    await expect(tree(page).locator('[aria-selected="true"]')).toHaveAttribute('aria-rowindex', String(rows));
    await page.keyboard.press('Home');
    await expect(tree(page).locator('[aria-selected="true"]')).toHaveAttribute('aria-rowindex', '2');
  });

  test('a text is searched in whole names and the hits are counted', async ({ app: { page } }) => {
    await page.keyboard.press('/');
    await page.keyboard.type('stem.proj.');
    await expectHits(page, 2);
    await expect(treeRow(page, 'stem.proj')).toBeVisible();
    await expect(treeRow(page, 'epoch')).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(treeRow(page, 'epoch')).toBeVisible();
  });

  test('a row that was selected among hits stays in sight when the filter is cleared', async ({ app: { page } }) => {
    const selected = tree(page).getByRole('row', { selected: true });
    const name = 'state_dict.agent.model._backbone.image_encoder.layers.45.mlp.fc1.weight';
    await filterTree(page, name, 1);
    await treeRow(page, 'weight').click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('toolbar', { name: 'Tree' }).getByRole('status')).toHaveText(/^2.970 tensors$/);
    await expect(selected).toBeInViewport();
    await expect(selected).toContainText('weight');
    await expect(details(page)).toContainText(name);
  });

  test('globs and regular expressions find what they describe', async ({ app: { page } }) => {
    const field = page.getByRole('textbox', { name: 'Filter names' });
    await page.getByRole('radio', { name: 'Glob' }).check();
    await filterTree(page, '**.stem.proj.*', 2);
    await page.getByRole('radio', { name: 'Regular expression' }).check();
    await filterTree(page, '^state_dict.*layers\\.[01]\\.norm[12]\\.weight$', 4);
    await field.fill('stem[');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  });

  test('a search without hits says so and offers the nearest name', async ({ app: { page } }) => {
    await page.getByRole('textbox', { name: 'Filter names' }).fill('stem.proj.wieght');
    await expect(page.getByText('Nothing matches')).toBeVisible();
    await page.getByRole('button', { name: 'Clear filter' }).click();
    await expect(treeRow(page, 'epoch')).toBeVisible();
  });

  test('a selected tensor is described beside the tree', async ({ app: { page } }) => {
    await filterTree(page, 'stem.proj.weight', 1);
    await treeRow(page, 'weight').click();
    const panel = details(page);
    await expect(panel.getByRole('heading', { level: 2 })).toHaveText('weight');
    await expect(panel).toContainText(WEIGHT);
    await expect(panel).toContainText('8×3×8×8');
    await expect(panel).toContainText('exp_avg');
  });

  test('Ctrl C copies the name of a tensor, and several rows as a table', async ({ app }) => {
    const { page } = app;
    await filterTree(page, 'stem.proj.weight', 1);
    await treeRow(page, 'weight').click();
    await page.keyboard.press('Control+C');
    await expect.poll(() => app.readClipboard()).toBe(WEIGHT);
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+C');
    await expect.poll(() => app.readClipboard()).toMatch(/^.*\t.*\n.*stem\.proj\.weight\t/s);
  });

  test('a right click offers what applies to a row', async ({ app }) => {
    const { page } = app;
    const menu = page.getByRole('menu', { name: 'Row' });
    await treeRow(page, 'epoch').click({ button: 'right' });
    await expect(treeRow(page, 'epoch')).toHaveAttribute('aria-selected', 'true');
    await expect(menu.getByRole('menuitem', { name: 'Open the tensor page' })).toBeHidden();
    await menu.getByRole('menuitem', { name: 'Copy the value' }).click();
    await expect.poll(() => app.readClipboard()).toBe('39');
    await expect(menu).toBeHidden();
  });

  test('the menu of a tensor leads to its page and to its path in Python', async ({ app }) => {
    const { page } = app;
    const menu = page.getByRole('menu', { name: 'Row' });
    await filterTree(page, 'stem.proj.weight', 1);
    await treeRow(page, 'weight').click({ button: 'right' });
    await menu.getByRole('menuitem', { name: 'Copy the path as Python' }).click();
    await expect.poll(() => app.readClipboard()).toContain(`["state_dict"]["${WEIGHT.slice('state_dict.'.length)}"]`);
    await treeRow(page, 'weight').click({ button: 'right' });
    await menu.getByRole('menuitem', { name: 'Open the tensor page' }).click();
    await expect(page.getByRole('tab', { name: 'Tensor' })).toHaveAttribute('aria-selected', 'true');
  });

  test('Shift F10 opens the menu of the active row, Esc leaves it for the rows', async ({ app: { page } }) => {
    const menu = page.getByRole('menu', { name: 'Row' });
    const section = treeRow(page, 'state_dict');
    await section.click();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+F10');
    await expect(menu.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(menu.getByRole('menuitem').nth(1)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await expect(tree(page)).toBeFocused();
    await page.keyboard.press('ContextMenu');
    await menu.getByRole('menuitem', { name: 'Expand everything below' }).click();
    await expect(section).toHaveAttribute('aria-expanded', 'true');
    await expect(tree(page)).toBeFocused();
  });

  test('the whole tree is saved as a table', async ({ app }) => {
    const text = await app.save(async () => {
      await app.page.getByRole('button', { name: /^Export/ }).click();
      await app.page.getByRole('menu', { name: 'Export' }).getByRole('menuitem', { name: 'CSV…' }).first().click();
    });
    const lines = text.trimEnd().split(/\r?\n/);
    expect(lines.length).toBeGreaterThan(3000);
    expect(lines[0]).toContain('name');
    expect(lines.some((line) => line.startsWith(`${WEIGHT},`) || line.includes(`,${WEIGHT},`))).toBe(true);
  });

  test('columns are sorted by a click on their title and shown on request', async ({ app: { page } }) => {
    const bytes = tree(page).getByRole('columnheader', { name: 'Bytes' });
    await bytes.getByRole('button').first().click();
    await expect(bytes).toHaveAttribute('aria-sort', 'descending');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Elements' }).click();
    await expect(tree(page).getByRole('columnheader', { name: 'Elements' })).toBeHidden();
  });

  test('the palette goes to a tensor by loose letters', async ({ app: { page } }) => {
    await page.keyboard.press('Control+K');
    await page.getByRole('combobox').fill('stem proj weight');
    await page.getByRole('option').filter({ hasText: 'weight' }).first().click();
    await expect(details(page).getByRole('heading', { level: 2 })).toHaveText('weight');
  });

  test('views are chosen with Alt and a digit', async ({ app: { page } }) => {
    await page.keyboard.press('Alt+1');
    await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Alt+2');
    await expect(tree(page)).toBeVisible();
  });
});

test('back and forward walk through what was seen', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await page.getByRole('grid').getByRole('button', { name: 'epoch=39' }).click();
  await expectOverview(page, LAST_NAME);
  await openTree(page);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('grid', { name: 'Files of run' })).toBeVisible();
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(tree(page)).toBeVisible();
});

test('each file keeps its own view', async ({ launch, scratch }) => {
  const copy = join(scratch, 'copy.ckpt');
  copyFileSync(LAST, copy);
  const { page } = await launch([LAST, copy]);
  const option = (name: string) =>
    page.getByRole('listbox', { name: 'Open files' }).getByRole('option').filter({ hasText: name });
  await option('copy').click();
  await openTree(page);
  await treeRow(page, 'state_dict').click();
  await page.keyboard.press('ArrowLeft');
  await expect(treeRow(page, 'state_dict')).toHaveAttribute('aria-expanded', 'false');
  await option('39').first().click();
  await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true');
  await option('copy').click();
  await expect(treeRow(page, 'state_dict')).toHaveAttribute('aria-expanded', 'false');
});
