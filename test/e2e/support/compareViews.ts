import { expect, type Locator, type Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './sampleFiles.ts';
import { expectRun } from './views.ts';

/** What `epochscope diff --json` prints, as far as tests look at it. */
export interface DiffDocument {
  readonly tensors: readonly {
    readonly name: string;
    readonly status: string;
    readonly count: number;
    readonly changed: number;
    readonly l2: number;
    readonly relL2: number;
    readonly maxAbs: number;
    readonly maxAbsAt: readonly number[];
    readonly meanDelta: number;
    readonly cosine: number;
  }[];
  readonly values: readonly { readonly name: string; readonly before?: unknown; readonly after?: unknown }[];
  readonly totals: Readonly<Record<string, number>>;
}

/** Compares two files on the command line. */
export function diffFiles(left: string, right: string): DiffDocument {
  const cli = join(ROOT, 'dist', 'cli.js');
  const options = { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 } as const;
  // It ends with another code where files differ.
  const { stdout } = spawnSync(process.execPath, [cli, 'diff', left, right, '--json', '--all'], options);
  const document: DiffDocument = JSON.parse(stdout);
  return document;
}

/** Compares two checkpoints of the sample run, from its list. */
export async function compareEpochs(page: Page, left: number, right: number): Promise<void> {
  await expectRun(page);
  const rows = page.getByRole('grid').getByRole('row');
  for (const epoch of [left, right]) {
    await rows
      .filter({ hasText: `epoch=${epoch}-` })
      .getByRole('checkbox')
      .click();
  }
  await page.getByRole('button', { name: `Compare ${left} and ${right}` }).click();
  // Reading both files takes its time where many tests run at once.
  await expect(compareTable(page)).toBeVisible({ timeout: 25_000 });
}

export function compareTable(page: Page): Locator {
  return page.getByRole('treegrid', { name: 'Comparison' });
}

/** A row of the comparison by the label at the end of its name; a status stands before it. */
export function compareRow(page: Page, label: string): Locator {
  const name = new RegExp(`(?:^|[ .])${label.replaceAll('.', '\\.\\s?')}(?: \\[\\d+\\])?$`);
  return compareTable(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name }) });
}

/** The figures of a row, by the ids of its cells. */
export function cellOf(row: Locator, id: string): Locator {
  return row.locator(`[data-cell="${id}"]`);
}

/** What the toolbar says of the rows: `798 tensors`, `2 of 798 tensors`. */
export function rowCount(page: Page): Locator {
  return page.getByRole('toolbar', { name: 'Comparison' }).getByRole('status');
}

/** Chooses Tensors, Moments or Values. */
export async function chooseTab(page: Page, name: 'Tensors' | 'Moments' | 'Values'): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${name}`) }).check();
}

/** A number as the window writes exponents: `5.01e−4`. */
export function writeExponent(value: number, digits: number = 3): string {
  return value
    .toExponential(digits - 1)
    .replace('e-', 'e−')
    .replace('e+', 'e')
    .replace(/^-/, '−');
}
