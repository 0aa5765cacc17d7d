import type { Locator, Page } from '@playwright/test';
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUN } from './support/sampleFiles.ts';
import { expect, test } from './support/test.ts';
import { expectOverview, sidebar, statusBar } from './support/views.ts';

/** A look at the folder comes every four seconds; a file is settled after two that agree. */
test.setTimeout(90_000);
const PATIENCE = { timeout: 25_000 };

const NAMES = [35, 36, 37, 38, 39].map((epoch) => `epoch=${epoch}-step=${(epoch + 1) * 242}.ckpt`);

/** A training run that writes its checkpoints while somebody looks. */
class TrainingRun {
  readonly folder: string;

  constructor(scratch: string) {
    this.folder = join(scratch, 'live');
    mkdirSync(this.folder);
  }

  /** Writes whole checkpoints. */
  finish(...epochs: readonly number[]): void {
    for (const epoch of epochs) copyFileSync(join(RUN, nameOf(epoch)), join(this.folder, nameOf(epoch)));
  }

  /** Writes the first bytes of a checkpoint, and returns how to write more of them, or all. */
  begin(epoch: number, bytes: number, name: string = nameOf(epoch)): { more(to?: number): void } {
    const content = readFileSync(join(RUN, nameOf(epoch)));
    const path = join(this.folder, name);
    writeFileSync(path, content.subarray(0, bytes));
    let written = bytes;
    return {
      more(to = content.length) {
        appendFileSync(path, content.subarray(written, to));
        written = to;
      },
    };
  }
}

function nameOf(epoch: number): string {
  return NAMES[epoch - 35] ?? '';
}

function fileRow(page: Page, epoch: number): Locator {
  return page
    .getByRole('grid')
    .getByRole('row')
    .filter({ hasText: nameOf(epoch) });
}

/** What the page says of damage from now on: nothing that is being written may be called damaged, not even for a moment. */
async function listenForDamage(page: Page): Promise<() => Promise<string | null>> {
  await page.evaluate(() => {
    const note = (): void => {
      const alarm =
        /\b(?:source|format)\/[a-z-]+|\b(?:zip|pickle)\/(?:truncated|zero-tail|no-directory|directory)\b/.exec(
          document.body.innerText,
        );
      if (alarm !== null) document.documentElement.dataset['alarm'] = alarm[0];
    };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    note();
  });
  return () => page.locator('html').getAttribute('data-alarm');
}

test('a watched folder shows a checkpoint that is being written, and its counters once it is whole', async ({
  launch,
  scratch,
}) => {
  const run = new TrainingRun(scratch);
  run.finish(35, 36);
  const { page } = await launch([run.folder]);
  await expect(fileRow(page, 36)).toContainText('readable');
  await page.getByRole('button', { name: 'Watch' }).click();
  await expect(page.getByRole('button', { name: 'Watch' })).toHaveAttribute('aria-pressed', 'true');
  await expect(sidebar(page).getByRole('option', { name: 'Folder live, watched' })).toBeVisible();
  await fileRow(page, 35).getByRole('checkbox').click();
  const damage = await listenForDamage(page);

  const late = run.begin(37, 400_000);
  await expect(fileRow(page, 37)).toContainText('writing', PATIENCE);
  await expect(fileRow(page, 37)).toContainText('391 KiB');
  await expect(page.getByRole('heading', { name: '2 checkpoints, 1 being written' })).toBeVisible();
  await expect(sidebar(page).getByRole('option', { name: `${nameOf(37)}, being written` })).toBeVisible();
  late.more(1_000_000);
  await expect(fileRow(page, 37)).toContainText('977 KiB', PATIENCE);
  await expect(fileRow(page, 37)).toContainText('writing');
  late.more();
  await expect(fileRow(page, 37)).toContainText('readable', PATIENCE);
  await expect(fileRow(page, 37).getByRole('gridcell').nth(1)).toHaveText('37');
  await expect(sidebar(page).getByRole('option', { name: 'epoch 37' })).toBeVisible();
  await expect(fileRow(page, 35).getByRole('checkbox')).toBeChecked();
  expect(await damage()).toBeNull();
});

test('a checkpoint that is opened too early opens by itself when it is whole', async ({ launch, scratch }) => {
  const run = new TrainingRun(scratch);
  run.finish(35);
  const late = run.begin(36, 800_000);
  const { page } = await launch([run.folder]);
  await expect(fileRow(page, 36)).toContainText('writing');
  const damage = await listenForDamage(page);
  await page
    .getByRole('grid')
    .getByRole('button', { name: nameOf(36) })
    .click();
  await expect(page.getByRole('heading', { name: `${nameOf(36)} is being written` })).toBeVisible();
  await expect(page.getByText('781 KiB so far')).toBeVisible();
  late.more();
  // Nobody asked to watch: what is being written on screen is followed anyway.
  await expect(statusBar(page)).toContainText(/Read .+ in \d+ reads/, PATIENCE);
  await expectOverview(page, nameOf(36));
  expect(await damage()).toBeNull();
});

test('the series of a watched folder grows by a checkpoint that is written meanwhile', async ({ launch, scratch }) => {
  const run = new TrainingRun(scratch);
  run.finish(35, 36);
  const { page } = await launch([run.folder]);
  await expect(fileRow(page, 36)).toContainText('readable');
  await page.keyboard.press('Alt+6');
  await expect(page.getByRole('columnheader', { name: /35.*36/ })).toBeVisible();
  await page.keyboard.press('w');
  await expect(page.getByRole('button', { name: /watching/i })).toHaveAttribute('aria-pressed', 'true');
  const damage = await listenForDamage(page);
  const late = run.begin(37, 900_000);
  await expect(page.getByText('being written', { exact: true }).first()).toBeVisible(PATIENCE);
  late.more();
  await expect(page.getByRole('columnheader', { name: /36.*37/ })).toBeVisible(PATIENCE);
  expect(await damage()).toBeNull();
});

test('a checkpoint that is copied under another name first appears under its own', async ({ launch, scratch }) => {
  const run = new TrainingRun(scratch);
  run.finish(38);
  const part = `${nameOf(39)}.part`;
  run.begin(39, 1_638_333, part);
  const { page } = await launch([run.folder]);
  const row = page.getByRole('grid').getByRole('row').filter({ hasText: part });
  await expect(row).toContainText('writing');
  await expect(row.getByRole('checkbox')).toBeDisabled();
  renameSync(join(run.folder, part), join(run.folder, nameOf(39)));
  await expect(fileRow(page, 39)).toContainText('readable', PATIENCE);
  await expect(row).toBeHidden();
  await expect(page.getByRole('heading', { name: '2 checkpoints' })).toBeVisible();
});

test('an old checkpoint that ends too soon is damaged, not being written', async ({ launch, scratch }) => {
  const run = new TrainingRun(scratch);
  run.finish(38);
  run.begin(39, 1_000_000);
  const anHourAgo = Date.now() / 1000 - 3600;
  utimesSync(join(run.folder, nameOf(39)), anHourAgo, anHourAgo);
  const { page } = await launch([run.folder]);
  await expect(fileRow(page, 39)).toContainText('zip/truncated');
  await page
    .getByRole('grid')
    .getByRole('button', { name: nameOf(39) })
    .click();
  await expect(page.getByRole('alert')).toContainText('zip/truncated');
});
