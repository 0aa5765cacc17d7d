import { expect, type Locator, type Page } from '@playwright/test';

/** The files at the left. */
export function sidebar(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Open files' });
}

export function tree(page: Page): Locator {
  return page.getByRole('treegrid', { name: 'Checkpoint' });
}

/** A row of the tree by its label; a number of children or a type may follow it. */
export function treeRow(page: Page, label: string): Locator {
  const start = new RegExp(`^${label.replaceAll(/[.\\]/g, '\\$&')}(?![\\w.])`);
  return tree(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name: start }) });
}

export function details(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Details' });
}

/** The overview of an open checkpoint. */
export async function expectOverview(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('banner')).toContainText(name);
  await expect(page.getByRole('contentinfo').filter({ hasText: 'Nothing in the file is executed' })).toContainText(
    /Read .+ of .+ in \d+ reads/,
  );
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

/** Goes to the tree of the file on screen. */
export async function openTree(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Tree' }).click();
  await expect(tree(page)).toBeVisible();
}
