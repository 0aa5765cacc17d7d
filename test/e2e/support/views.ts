import { expect, type Locator, type Page } from '@playwright/test';

/** The files at the left. */
export function sidebar(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Open files' });
}

export function tree(page: Page): Locator {
  return page.getByRole('treegrid', { name: 'Checkpoint' });
}

/** A row of the tree by its label, of which each dotted part is an element; a number of children or a type may follow. */
export function treeRow(page: Page, label: string): Locator {
  const start = new RegExp(`^${label.replaceAll('.', '\\.\\s?')}(?![\\w.])`);
  return tree(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name: start }) });
}

/** The bar at the bottom; the sidebar has a foot too. */
export function statusBar(page: Page): Locator {
  return page.getByRole('contentinfo').last();
}

export function details(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Details' });
}

/** The overview of an open checkpoint. */
export async function expectOverview(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('banner')).toContainText(name);
  await expect(statusBar(page)).toContainText('Nothing in the file is executed');
  await expect(statusBar(page)).toContainText(/Read .+ of .+ in \d+ reads/);
}

/** The list of the sample run, with what stands inside its five checkpoints. */
export async function expectRun(page: Page): Promise<void> {
  const rows = page.getByRole('grid', { name: 'Files of run' }).getByRole('row');
  await expect(page.getByRole('heading', { name: '5 checkpoints' })).toBeVisible();
  for (let epoch = 35; epoch < 40; epoch += 1) {
    const row = rows.filter({ hasText: `epoch=${epoch}-` });
    await expect(row.getByRole('gridcell').nth(1)).toHaveText(String(epoch));
    await expect(row.getByRole('gridcell').nth(2)).toHaveText(new RegExp(`^[89]\\D?${((epoch + 1) * 242) % 1000}$`));
  }
}

/** Types a filter into the toolbar of the sample checkpoint's tree, and waits until the rows are those that it leaves. */
export async function filterTree(page: Page, text: string, tensors: number | RegExp = /\d+/): Promise<void> {
  await page.getByRole('textbox', { name: 'Filter names' }).fill(text);
  await expectHits(page, tensors);
}

/** How many of the sample checkpoint's 2,970 tensors pass the filter. */
export async function expectHits(page: Page, tensors: number | RegExp): Promise<void> {
  const count = typeof tensors === 'number' ? String(tensors) : tensors.source;
  const status = page.getByRole('toolbar', { name: 'Tree' }).getByRole('status');
  await expect(status).toHaveText(new RegExp(`^${count} of 2.970`));
}

/** Goes to the tree of the file on screen. */
export async function openTree(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Tree' }).click();
  await expect(tree(page)).toBeVisible();
}
