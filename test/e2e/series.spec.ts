import { copyFileSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { LAST, LAST_NAME, ROOT, RUN } from './support/sampleFiles.ts';
import {
  chooseInMenu,
  matrix,
  matrixRow,
  openSeries,
  printSeries,
  readRows,
  stepCell,
  type MatrixRow,
  type PrintedTensor,
} from './support/seriesMatrix.ts';
import { writeSparse } from './support/sparseFile.ts';
import { expect, test } from './support/test.ts';
import { details, sidebar, statusBar } from './support/views.ts';

/** The command line and the window read the same series, one after the other. */
test.setTimeout(120_000);

const STEPS = ['35 → 36', '36 → 37', '37 → 38', '38 → 39'];
/** Lower bounds of the bins above `= same`. */
const BOUNDS = [0, 1e-5, 3e-5, 1e-4, 1e-3];

function timeline(page: Page): Locator {
  return page.getByRole('region', { name: 'Timeline' });
}

function checkpoints(page: Page): Locator {
  return timeline(page).getByRole('listbox', { name: 'Checkpoints' });
}

async function filterNames(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Filter names' }).fill(text);
  await expect(page.getByRole('toolbar', { name: 'Series' }).getByRole('status')).toHaveText(/^\d+ of .+ tensors$/);
}

/** By the menu: the button gives way where the table is narrow. */
async function collapseAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Order and conditions' }).click();
  await page.getByRole('menuitem', { name: 'Collapse all' }).click();
}

/** Rows on screen that are tensors, beside what the command line says of them: it names weights by their whole path. */
async function pairRows(
  page: Page,
  printed: ReadonlyMap<string, PrintedTensor>,
): Promise<readonly { readonly row: MatrixRow; readonly tensor: PrintedTensor }[]> {
  return (await readRows(page)).flatMap((row) => {
    const tensor = printed.get(`state_dict.${row.name}`) ?? printed.get(row.name);
    return tensor === undefined ? [] : [{ row, tensor }];
  });
}

/** A figure on screen as a number: U+2212 is its minus, a narrow space groups its digits. */
function numberIn(text: string): number {
  return text === '=' ? 0 : Number(text.replaceAll('\u2212', '-').replaceAll('\u202F', ''));
}

function binOf(change: number): string {
  return change === 0 ? 'bin0' : `bin${BOUNDS.filter((bound) => change >= bound).length}`;
}

function changeOf({ relL2 }: PrintedTensor): number {
  return Math.max(...relL2.slice(1).map(Number));
}

/** Copies checkpoints of the sample run, old enough that nobody takes them for files being written. */
function copyRun(scratch: string, name: string, count: number): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  for (const file of readdirSync(RUN)
    .filter((one) => one.endsWith('.ckpt'))
    .slice(0, count)) {
    copyFileSync(join(RUN, file), join(folder, file));
    age(join(folder, file));
  }
  return folder;
}

function age(path: string): void {
  const before = new Date('2025-10-17T09:00:00Z');
  utimesSync(path, before, before);
}

test.describe('the sample run', () => {
  test.use({ openAtStart: RUN });

  test('stands on a timeline in the order of its steps, with the epochs that are not there', async ({
    app: { page },
  }) => {
    await openSeries(page);
    await expect(timeline(page).getByRole('heading')).toHaveText('40 epochs, 5 checkpoints');
    const options = checkpoints(page).getByRole('option');
    await expect(options).toHaveCount(5);
    for (const [position, epoch] of [35, 36, 37, 38, 39].entries()) {
      const label = new RegExp(`^epoch=${epoch}-step=\\d+\\.ckpt, epoch ${epoch}, step .+, lr .+, size 1\\.56 MiB`);
      await expect(options.nth(position)).toHaveAccessibleName(label);
    }
    await expect(timeline(page).getByRole('listitem')).toHaveText('epochs 0 to 34 not in this folder');
    await expect(timeline(page).getByText('epochs 0–34 not in this folder')).toBeVisible();
    await expect(options.last()).toHaveAttribute('aria-selected', 'true');
    await expect(statusBar(page)).toContainText('5 of 5 files');

    await checkpoints(page).focus();
    await page.keyboard.press('Home');
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('.');
    await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('button', { name: /^Compare 35 and 36 here/ })).toBeVisible();
  });

  test('shows the figures that the command line prints, coloured by their bins', async ({ app }) => {
    const { page } = app;
    const printed = printSeries(RUN);
    await openSeries(page);
    await filterNames(page, 'layers.0.');
    for (const theme of ['light', 'dark'] as const) {
      await app.setSystemTheme(theme);
      const legend = await page
        .getByRole('img', { name: /^Change against the checkpoint before/ })
        .evaluate((element) => [...element.children].map((bin) => getComputedStyle(bin).backgroundColor));
      expect(new Set(legend).size).toBe(6);
      const pairs = await pairRows(page, printed);
      expect(pairs.length).toBeGreaterThan(10);
      for (const { row, tensor } of pairs) {
        expect(row.cells).toHaveLength(4);
        for (const [step, cell] of row.cells.entries()) {
          const change = Number(tensor.relL2[step + 1]);
          expect(cell.label, row.name).toBe(`${STEPS[step]}: ${cell.text}`);
          expect(Math.abs(numberIn(cell.text) - change)).toBeLessThanOrEqual(change * 0.006);
          expect(cell.tone, `${row.name} ${cell.label}`).toBe(binOf(change));
          expect(cell.background).toBe(legend[Number(cell.tone.slice(3))]);
        }
      }
    }
  });

  test('tells every digit of a cell, and norms instead of changes', async ({ app: { page } }) => {
    const printed = printSeries(RUN).get('state_dict.agent.model._backbone.image_encoder.stem.proj.weight');
    await openSeries(page);
    await filterNames(page, 'stem.proj.weight');
    const row = matrixRow(page, 'weight');
    await stepCell(row, '38 → 39').hover();
    const full = `38 → 39: relative change ${Number(printed?.relL2[4])}. Click to compare`;
    await expect(stepCell(row, '38 → 39')).toHaveAttribute('title', full);
    await page.getByRole('radiogroup', { name: 'Figure' }).getByRole('radio', { name: 'L2' }).check();
    await expect(stepCell(row, '39')).toHaveText(Number(printed?.l2[4]).toPrecision(5));
    await stepCell(row, '35').hover();
    await expect(stepCell(row, '35')).toHaveAttribute('title', `35: L2 ${Number(printed?.l2[0])}. Click to compare`);
    await page.getByRole('radiogroup', { name: 'Figure' }).getByRole('radio', { name: 'NaN' }).check();
    await expect(stepCell(row, '37')).toHaveText('0');
  });

  test('is ordered by the largest change', async ({ app: { page } }) => {
    const printed = printSeries(RUN);
    await openSeries(page);
    await filterNames(page, 'layers.0.');
    const usual = (await readRows(page)).map(({ name }) => name);
    await chooseInMenu(page, 'Largest change first');
    await expect.poll(async () => (await readRows(page)).map(({ name }) => name)).not.toEqual(usual);
    const siblings = new Map<string, number[]>();
    for (const { row, tensor } of await pairRows(page, printed)) {
      const parent = row.name.slice(0, row.name.lastIndexOf('.'));
      siblings.set(parent, [...(siblings.get(parent) ?? []), changeOf(tensor)]);
    }
    const groups = [...siblings.values()].filter(({ length }) => length > 1);
    expect(groups.length).toBeGreaterThan(1);
    for (const changes of groups) expect(changes).toEqual(changes.toSorted((a, b) => b - a));
  });

  test('leads from a cell to the comparison of its two checkpoints, and back to the same place', async ({
    app: { page },
  }) => {
    await openSeries(page);
    await stepCell(matrixRow(page, '_backbone'), '36 → 37').click();
    const path = page.getByRole('navigation', { name: 'Where you are' });
    await expect(path).toContainText('epoch 36 ↔ epoch 37');
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(matrixRow(page, '_backbone')).toHaveAttribute('aria-selected', 'true');
    await expect(checkpoints(page).getByRole('option').nth(2)).toHaveAttribute('aria-selected', 'true');
    await matrix(page).focus();
    await page.keyboard.press('.');
    await page.keyboard.press('Enter');
    await expect(path).toContainText('epoch 37 ↔ epoch 38');
  });

  test('says what was found in it, and goes to the row', async ({ app: { page } }) => {
    await openSeries(page);
    const findings = details(page).getByRole('region', { name: 'Findings in the series' });
    await expect(findings).toContainText('series/settling');
    await expect(findings).toContainText('Epochs 0–34 are not among the files');
    await findings.getByRole('button', { name: /^9 weights stop changing/ }).click();
    await expect(matrixRow(page, 'weight').and(matrix(page).locator('[data-active]'))).toBeVisible();
    await expect(details(page).getByRole('heading', { level: 2 })).toHaveText('weight');
    await expect(details(page)).toContainText('image_encoder.layers.0.norm1.weight');
    await findings.getByRole('button', { name: '1' }).click();
    await expect(findings.getByRole('listitem')).toHaveCount(1);
  });

  test('describes a row at every checkpoint', async ({ app: { page } }) => {
    const printed = printSeries(RUN).get('state_dict.agent.model._backbone.image_encoder.pos_embed');
    await openSeries(page);
    await filterNames(page, 'image_encoder.pos_embed');
    await matrixRow(page, 'pos_embed').locator('[data-name]').click();
    const rows = details(page).getByRole('table').getByRole('row');
    await expect(rows).toHaveCount(6);
    await expect(rows.nth(5).getByRole('rowheader')).toHaveText('39');
    await expect(rows.nth(5).getByRole('cell').first()).toHaveAttribute('title', String(printed?.l2[4]));
    await expect(rows.nth(5).getByRole('cell').nth(1)).toHaveAttribute('title', String(printed?.relL2[4]));
    await rows.nth(2).click();
    await expect(checkpoints(page).getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  });

  test('keeps a row in sight that was selected among hits, when the filter is cleared', async ({ app: { page } }) => {
    await openSeries(page);
    const selected = matrix(page).getByRole('row', { selected: true });
    await collapseAll(page);
    await filterNames(page, 'layers.45.mlp.fc1.weight');
    await matrixRow(page, 'weight').locator('[data-name]').click();
    await page.getByRole('textbox', { name: 'Filter names' }).fill('');
    // What did not pass the filter is there again.
    await expect(matrixRow(page, 'fc2')).toBeVisible();
    await expect(selected).toBeInViewport();
    await expect(details(page)).toContainText('layers.45.mlp.fc1.weight');
    // Whoever deletes a filter letter by letter may go on typing.
    await expect(page.getByRole('textbox', { name: 'Filter names' })).toBeFocused();
  });

  test('offers by a right click what applies to a row', async ({ app }) => {
    const { page } = app;
    const printed = printSeries(RUN).get('state_dict.agent.model._backbone.image_encoder.pos_embed');
    const menu = page.getByRole('menu', { name: 'Row' });
    await openSeries(page);
    await filterNames(page, 'image_encoder.pos_embed');
    await matrixRow(page, 'pos_embed').click({ button: 'right' });
    await expect(menu.getByRole('menuitem', { name: 'Expand everything below' })).toBeHidden();
    await menu.getByRole('menuitem', { name: 'Copy the name' }).click();
    await expect.poll(() => app.readClipboard()).toBe('agent.model._backbone.image_encoder.pos_embed');
    await matrixRow(page, 'pos_embed').click({ button: 'right' });
    await menu.getByRole('menuitem', { name: 'Copy the row' }).click();
    const changes = printed?.relL2.slice(1).join('\t');
    await expect.poll(() => app.readClipboard()).toMatch(new RegExp(`\\n[\\w.]+pos_embed\\t${changes}$`));
    await page.keyboard.press('Escape');

    await collapseAll(page);
    await matrixRow(page, 'agent.model').click({ button: 'right' });
    await menu.getByRole('menuitem', { name: 'Expand everything below' }).click();
    await expect(matrixRow(page, 'pos_embed')).toBeVisible();
    await matrix(page).focus();
    await page.keyboard.press(',');
    await page.keyboard.press('Shift+F10');
    await menu.getByRole('menuitem', { name: 'Compare 37 and 38 here' }).click();
    const path = page.getByRole('navigation', { name: 'Where you are' });
    await expect(path).toContainText('epoch 37 ↔ epoch 38');
  });

  test('shows what optimizers keep, by parameter', async ({ app: { page } }) => {
    const printed = printSeries(RUN);
    await openSeries(page);
    await page.getByRole('radiogroup', { name: 'Section' }).getByRole('radio', { name: 'Moments' }).check();
    await filterNames(page, 'image_encoder.pos_embed');
    const cell = stepCell(matrixRow(page, 'exp_avg'), '38 → 39');
    await cell.hover();
    const exact = Number((await cell.getAttribute('title'))?.replace(/^.*change (.*)\. Click.*$/, '$1'));
    const moments = [...printed.values()].filter(({ name }) => name.startsWith('optimizer_states'));
    expect(moments.map(({ relL2 }) => Number(relL2[4]))).toContain(exact);
  });

  test('is saved as the command line prints it', async ({ app }) => {
    const { page } = app;
    await openSeries(page);
    const saved = JSON.parse(
      await app.save(() => page.getByRole('button', { name: 'Save the series as JSON…' }).click()),
    );
    expect(saved).toMatchObject({ schema: 'epochscope.series/1' });
    const printed = printSeries(RUN);
    expect(saved.tensors).toEqual([...printed.values()]);
  });

  test('is watched with W', async ({ app: { page } }) => {
    await openSeries(page);
    const chip = timeline(page).getByRole('button', { name: 'not watching' });
    await expect(chip).toHaveAttribute('aria-pressed', 'false');
    await matrix(page).focus();
    await page.keyboard.press('w');
    await expect(timeline(page).getByRole('button', { name: 'watching', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });
});

test('only tensors with NaN pass the filter for them', async ({ launch, scratch }) => {
  const folder = copyRun(scratch, 'diverged', 1);
  const last = join(folder, 'epoch=40-step=9922.ckpt');
  copyFileSync(join(ROOT, 'test/fixtures/conformance/copied/lightning_diverged_nan.ckpt'), last);
  age(last);
  const printed = [...printSeries(folder).values()];
  const withNan = printed.filter(
    ({ name, nan }) => name.startsWith('state_dict') && nan.some((count) => Number(count) > 0),
  );
  expect(withNan.length).toBeGreaterThan(0);
  const { page } = await launch([folder]);
  await openSeries(page);
  await page.getByRole('radiogroup', { name: 'Figure' }).getByRole('radio', { name: 'NaN' }).check();
  await chooseInMenu(page, 'Tensors with NaN in any checkpoint');
  const shown = new Map(withNan.map((tensor) => [tensor.name, tensor]));
  await expect.poll(async () => (await pairRows(page, shown)).length).toBe(withNan.length);
  for (const { row, tensor } of await pairRows(page, shown)) {
    expect(row.cells.some(({ tone }) => tone === 'nan')).toBe(true);
    for (const [position, cell] of row.cells.entries()) {
      const count = tensor.nan[position];
      expect(cell.text).toBe(count === null ? '–' : String(count));
    }
  }
});

test('a file that cannot be read is named, and the others make the series', async ({ launch, scratch }) => {
  const folder = copyRun(scratch, 'broken', 3);
  const broken = join(folder, LAST_NAME);
  writeFileSync(broken, readFileSync(LAST).subarray(0, 700_000));
  age(broken);
  const { page } = await launch([folder]);
  await openSeries(page);
  const lost = page.getByRole('region', { name: 'Files that cannot be read' });
  await expect(lost).toContainText('1 file cannot be read');
  await expect(lost).toContainText(LAST_NAME);
  await expect(lost.getByRole('listitem')).toContainText(/\w+\/\w+/);
  await expect(timeline(page).getByRole('heading')).toHaveText('38 epochs, 3 checkpoints');
  await expect(statusBar(page)).toContainText('3 of 4 files');
});

test('a checkpoint that comes while it is watched leaves rows, selection and place as they are', async ({
  launch,
  scratch,
}) => {
  const folder = copyRun(scratch, 'growing', 3);
  const { page } = await launch([folder]);
  await openSeries(page);
  await page.keyboard.press('w');
  await filterNames(page, 'layers');
  await matrixRow(page, 'image_encoder').locator('[data-name]').click();
  await matrix(page).focus();
  for (let key = 0; key < 40; key += 1) await page.keyboard.press('ArrowDown');
  const active = matrix(page).locator('[data-active] [data-name]');
  const label = await active.textContent();
  const top = await matrix(page).evaluate((grid) => grid.scrollTop);
  expect(top).toBeGreaterThan(0);
  await expect(stepCell(matrix(page).locator('[data-active]'), '36 → 37')).toBeVisible();

  const next = join(folder, 'epoch=38-step=9438.ckpt');
  copyFileSync(join(RUN, 'epoch=38-step=9438.ckpt'), next);
  age(next);
  await expect(timeline(page).getByRole('heading')).toHaveText('39 epochs, 4 checkpoints', { timeout: 45_000 });
  await expect(stepCell(matrix(page).locator('[data-active]'), '37 → 38')).toBeVisible();
  await expect(active).toHaveText(label ?? '');
  expect(await matrix(page).evaluate((grid) => grid.scrollTop)).toBe(top);
  await expect(checkpoints(page).getByRole('option').last()).toHaveAttribute('aria-selected', 'true');
});

test('one checkpoint is shown with what is missing for a series', async ({ launch, scratch }) => {
  const folder = copyRun(scratch, 'single', 1);
  const { page } = await launch([folder]);
  await page.keyboard.press('Alt+6');
  await expect(page.getByText('One checkpoint has nothing to be compared with')).toBeVisible();
  await expect(checkpoints(page).getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Compare .* here/ })).toBeHidden();
});

test('reading is given up with Esc, and goes on when asked', async ({ launch, scratch }) => {
  const folder = join(scratch, 'large');
  mkdirSync(folder);
  for (const name of ['a.safetensors', 'b.safetensors']) {
    writeSparse(join(folder, name), 2 ** 34);
    age(join(folder, name));
  }
  const { page } = await launch([folder]);
  await sidebar(page).getByText('Whole run').click();
  await expect(page.getByRole('progressbar', { name: 'Reading 2 checkpoints as one series' })).toBeVisible();
  await expect(statusBar(page)).toContainText(/Reading the series: .+ of 32.0 GiB/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Reading was cancelled' })).toBeVisible();
  await page.getByRole('button', { name: 'Read on' }).click();
  await expect(page.getByRole('progressbar', { name: 'Reading 2 checkpoints as one series' })).toBeVisible();
  await page.getByRole('button', { name: /^Cancel/ }).click();
  await expect(page.getByRole('heading', { name: 'Reading was cancelled' })).toBeVisible();
});
