import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { ROOT } from './sampleFiles.ts';
import { sidebar } from './views.ts';

/** A row of the matrix as it stands on screen. */
export interface MatrixRow {
  /** All labels from the top, joined with dots. */
  readonly name: string;
  readonly cells: readonly MatrixCell[];
}

interface MatrixCell {
  /** What is read out: `35 → 36: 3.09e−3`. */
  readonly label: string;
  readonly text: string;
  readonly tone: string;
  readonly background: string;
}

/** What the command line prints of a series: the figures by the names of the tensors. */
export interface PrintedSeries {
  readonly checkpoints: readonly { readonly file: string; readonly epoch?: number }[];
  readonly tensors: readonly PrintedTensor[];
}

export interface PrintedTensor {
  readonly name: string;
  readonly l2: readonly (number | string | null)[];
  readonly relL2: readonly (number | string | null)[];
  readonly nan: readonly (number | null)[];
}

export function matrix(page: Page): Locator {
  return page.getByRole('treegrid', { name: 'Series' });
}

/** Goes to the series of the folder that is open, and waits for its rows. */
export async function openSeries(page: Page): Promise<void> {
  await sidebar(page).getByText('Whole run').click();
  await expect(page.getByRole('tab', { name: 'Series' })).toHaveAttribute('aria-selected', 'true');
  await expect(matrix(page).getByRole('row').nth(1)).toBeVisible({ timeout: 60_000 });
}

/** The row of a module or tensor by the end of its label. */
export function matrixRow(page: Page, label: string): Locator {
  const start = new RegExp(`^(?:[\\w.]+\\.)?${label}(?![\\w.])`);
  return matrix(page)
    .getByRole('row')
    .filter({ has: page.locator('[data-name]').filter({ hasText: start }) });
}

/** The cell of a row at a step, such as `38 → 39`. */
export function stepCell(row: Locator, step: string): Locator {
  return row.getByRole('gridcell', { name: `${step}: ` });
}

/** All rows on screen, top to bottom, with their whole names. */
export async function readRows(page: Page): Promise<readonly MatrixRow[]> {
  const raw = await matrix(page).evaluate((grid) =>
    [...grid.querySelectorAll<HTMLElement>('[data-row]')].map((row) => ({
      position: Number(row.dataset['row']),
      level: Number(row.getAttribute('aria-level')),
      label: (row.querySelector('[data-name]')?.textContent ?? '').replace(/\[\d+\]$/, ''),
      cells: [...row.querySelectorAll<HTMLElement>('[data-tone]')].map((cell) => ({
        label: cell.getAttribute('aria-label') ?? '',
        text: cell.textContent ?? '',
        tone: cell.dataset['tone'] ?? '',
        background: getComputedStyle(cell).backgroundColor,
      })),
    })),
  );
  const above: string[] = [];
  return raw
    .toSorted((a, b) => a.position - b.position)
    .map(({ level, label, cells }) => {
      above.splice(level - 1, above.length, label);
      return { name: above.join('.'), cells };
    });
}

const known = new Map<string, ReadonlyMap<string, PrintedTensor>>();

/** `epochscope series --json` on a folder, by the names of the tensors. A folder is not asked about twice. */
export function printSeries(folder: string): ReadonlyMap<string, PrintedTensor> {
  const series = known.get(folder) ?? askCommandLine(folder);
  known.set(folder, series);
  return series;
}

function askCommandLine(folder: string): ReadonlyMap<string, PrintedTensor> {
  const command = [join(ROOT, 'dist', 'cli.js'), 'series', folder, '--json', '--no-cache'];
  const { stdout } = spawnSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const printed: PrintedSeries = JSON.parse(stdout);
  return new Map(printed.tensors.map((tensor) => [tensor.name, tensor]));
}

/** Chooses an item of the menu of orders and conditions. */
export async function chooseInMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Order and conditions' }).click();
  await page.getByRole('menuitemcheckbox', { name: item }).click();
  await page.keyboard.press('Escape');
}
