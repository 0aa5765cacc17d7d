import { LAST, LAST_NAME } from './support/sampleFiles.ts';
import { expect, test } from './support/test.ts';
import { details, expectOverview, openTree, sidebar, statusBar, tree, treeRow } from './support/views.ts';

const BACKGROUND = { light: 'rgb(242, 244, 247)', dark: 'rgb(12, 15, 19)' } as const;

test('the window follows the system, unless a theme is chosen', async ({ app }) => {
  const { page } = app;
  const body = page.locator('body');
  await app.setSystemTheme('dark');
  await expect(body).toHaveCSS('background-color', BACKGROUND.dark);
  await app.setSystemTheme('light');
  await expect(body).toHaveCSS('background-color', BACKGROUND.light);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(body).toHaveCSS('background-color', BACKGROUND.dark);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a chosen theme is kept when the page is loaded again', async ({ app: { page } }) => {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await page.reload();
  await page.getByRole('main').waitFor();
  await expect(page.locator('body')).toHaveCSS('background-color', BACKGROUND.dark);
});

test('everything fits into 1024 by 640 pixels', async ({ launch }) => {
  const app = await launch([LAST]);
  const { page } = app;
  await app.resize(1024, 640);
  await expectOverview(page, LAST_NAME);
  await expectNoOverflow();
  await openTree(page);
  await treeRow(page, 'state_dict').click();
  await expect(details(page).getByRole('heading', { level: 2 })).toHaveText('state_dict');
  await expectNoOverflow();
  const files = await sidebar(page).boundingBox();
  expect(files?.width).toBeLessThanOrEqual(48);
  const panel = await details(page).boundingBox();
  expect((panel?.x ?? 0) + (panel?.width ?? 0)).toBeLessThanOrEqual(1024);

  async function expectNoOverflow(): Promise<void> {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(1024);
    const status = await statusBar(page).boundingBox();
    expect((status?.y ?? 0) + (status?.height ?? 0)).toBe(640);
  }
});

test('whatever can be clicked or filled has a name', async ({ launch }) => {
  const { page } = await launch([LAST]);
  await expectOverview(page, LAST_NAME);
  await expectNames();
  await openTree(page);
  await treeRow(page, 'state_dict').click();
  await expect(details(page).getByRole('heading', { level: 2 })).toBeVisible();
  await expectNames();

  async function expectNames(): Promise<void> {
    const nameless = await page
      .locator('button, input, a, [role="tab"], [role="radio"], [role="option"]')
      .evaluateAll((elements) =>
        elements
          .filter(
            (element) => !element.closest('label') && !(element instanceof HTMLInputElement && element.labels?.length),
          )
          .filter((element) => !element.getAttribute('aria-label') && !element.textContent?.trim())
          .map((element) => element.outerHTML.slice(0, 120)),
      );
    expect(nameless).toEqual([]);
  }
});

test('the tree says to assistive technology where one is', async ({ launch }) => {
  const { page } = await launch([LAST]);
  await openTree(page);
  await treeRow(page, 'state_dict').click();
  await page.keyboard.press('ArrowDown');
  await expect(treeRow(page, 'agent.model')).toHaveAttribute('aria-selected', 'true');
  const grid = tree(page);
  await expect(grid).toBeFocused();
  const active = await grid.getAttribute('aria-activedescendant');
  const row = page.locator(`[id="${active}"]`);
  await expect(row).toHaveRole('row');
  await expect(row).toHaveAttribute('aria-level', '2');
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expect(grid.getByRole('columnheader').first()).toBeVisible();
  expect(Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(10);
});

test('the views and the files have their roles', async ({ launch }) => {
  const { page } = await launch([LAST]);
  await expectOverview(page, LAST_NAME);
  await expect(page.getByRole('tablist', { name: 'Views' }).getByRole('tab')).toHaveText([
    /Overview/,
    /Tree/,
    /Tensor/,
    /Compare/,
    /Series/,
  ]);
  await expect(page.getByRole('tabpanel')).toBeVisible();
  await expect(sidebar(page).getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('heading').first()).toBeVisible();
});
