import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  cellOf,
  chooseTab,
  compareEpochs,
  compareRow,
  compareTable,
  diffFiles,
  rowCount,
  writeExponent,
  type DiffDocument,
} from './support/compareViews.ts';
import { expectColors, heatmap, readColors, readTokens } from './support/heatmapColors.ts';
import { writeSafetensors, type FloatTensor } from './support/safetensorsFile.ts';
import { LAST, RUN } from './support/sampleFiles.ts';
import type { Shell } from './support/shell.ts';
import { writeSparse } from './support/sparseFile.ts';
import { expect, test } from './support/test.ts';
import { details } from './support/views.ts';

const FIRST = join(RUN, 'epoch=35-step=8712.ckpt');
const WEIGHT = 'agent.model._backbone.image_encoder.layers.45.mlp.fc1.weight';
/** Thirds between −1 and 1 are the stops of the diverging map. */
const STOPS = [-1, -2 / 3, -1 / 3, 0, 1 / 3, 2 / 3, 1] as const;

const A: Readonly<Record<string, FloatTensor>> = {
  'block.stops': { shape: [1, 7], values: STOPS.map(() => 1) },
  'block.grown': { shape: [2, 3], values: [1, 2, 3, 4, 5, 6] },
  'block.wider': { shape: [2], values: [1, 2] },
  'block.same': { shape: [2], values: [3, 4] },
  gone: { shape: [2], values: [3, 4] },
};
const B: Readonly<Record<string, FloatTensor>> = {
  'block.stops': { shape: [1, 7], values: STOPS.map((step) => 1 + step) },
  'block.grown': { shape: [3, 2], values: [1, 2, 3, 4, 5, 6] },
  'block.wider': { shape: [2], values: [1, 3], dtype: 'F64' },
  'block.same': { shape: [2], values: [3, 4] },
  come: { shape: [2], values: [5, Number.NaN] },
};

/** Compares two files of the test's own, alone in a folder. */
async function compareMade(
  launch: (paths: readonly string[]) => Promise<Shell>,
  scratch: string,
  write: (a: string, b: string) => void,
): Promise<Shell> {
  const folder = join(scratch, 'pair');
  mkdirSync(folder);
  write(join(folder, 'a.safetensors'), join(folder, 'b.safetensors'));
  const app = await launch([folder]);
  await expect(app.page.getByRole('heading', { name: '2 checkpoints' })).toBeVisible();
  await app.page.keyboard.press('Alt+5');
  return app;
}

function writeMade(a: string, b: string): void {
  writeSafetensors(a, A);
  writeSafetensors(b, B);
}

function countStatus(tensors: DiffDocument['tensors'], status: string): number {
  return tensors.filter((tensor) => tensor.status === status).length;
}

test('two epochs are compared as the command line compares them', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await compareEpochs(page, 35, 39);
  const truth = diffFiles(FIRST, LAST);
  const isMoment = ({ name }: { readonly name: string }): boolean => name.startsWith('optimizer_states');
  const tensors = truth.tensors.filter((tensor) => !isMoment(tensor));
  const moments = truth.tensors.filter(isMoment);
  const chip = (status: string, among: DiffDocument['tensors']): Promise<void> =>
    expect(
      page
        .getByRole('group', { name: 'Tensors by status' })
        .getByRole('button', { name: new RegExp(`^${writeCount(countStatus(among, status))} ${status}$`) }),
    ).toBeVisible();
  for (const status of ['changed', 'identical', 'reshaped', 'retyped', 'added', 'removed', 'renamed']) {
    await chip(status, tensors);
  }
  await expect(rowCount(page)).toHaveText(`${tensors.length} tensors`);
  await chooseTab(page, 'Moments');
  await expect(rowCount(page)).toHaveText(new RegExp(`^${writeCount(moments.length)} tensors$`));
  await chip('changed', moments);
  await chooseTab(page, 'Values');
  await expect(rowCount(page)).toHaveText(`${truth.values.length} values differ`);

  await chooseTab(page, 'Tensors');
  const [weight] = truth.tensors.filter(({ name }) => name === `state_dict.${WEIGHT}`);
  if (weight === undefined) throw new Error('The sample run has another model');
  await page.getByRole('textbox', { name: 'Filter names' }).fill(WEIGHT);
  await compareRow(page, 'weight').click();
  await expect(cellOf(compareRow(page, 'weight'), 'relL2')).toHaveText(writeExponent(weight.relL2));
  await expect(cellOf(compareRow(page, 'weight'), 'maxAbs')).toHaveText(writeExponent(weight.maxAbs));
  const detail = details(page);
  await expect(detail.getByRole('heading', { level: 2 })).toHaveText('weight');
  const facts = detail.locator('dl').first();
  for (const [label, value] of [
    ['relative L2', writeExponent(weight.relL2)],
    ['‖Δ‖₂', weight.l2.toPrecision(4)],
    ['cosine', `1 − ${writeExponent(1 - weight.cosine, 2)}`],
    ['mean Δ', writeExponent(weight.meanDelta)],
    ['max |Δ|', writeExponent(weight.maxAbs)],
    ['at', `[${weight.maxAbsAt.join(', ')}]`],
    ['changed', `${weight.changed} of ${weight.count}`],
    ['new NaN', '0'],
  ] as const) {
    await expect(facts).toContainText(`${label}${value}`);
  }
  await expect(detail.getByRole('region', { name: 'Moments, L2' })).toContainText(/step 8.710 → 9.678/);
  await expect(detail.getByRole('rowheader', { name: 'exp_avg', exact: true })).toBeVisible();
});

/** A count as the window groups it. */
function writeCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, '.');
}

test('rows are ordered by their change, filtered by status, and walked from change to change', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await compareEpochs(page, 35, 39);
  const labels = async (): Promise<readonly string[]> =>
    compareTable(page)
      .getByRole('row')
      .evaluateAll((rows) =>
        rows.map((row) => row.querySelector('[data-name]')?.textContent ?? '').filter((name) => name !== ''),
      );
  await page.getByRole('textbox', { name: 'Filter names' }).fill('layers.45.mlp.fc1.');
  await expect(rowCount(page)).toHaveText('2 of 798 tensors');
  expect((await labels()).slice(-2)).toEqual(['weight', 'bias']);
  await page.getByRole('button', { name: 'Relative change' }).click();
  await expect.poll(async () => (await labels()).slice(-2)).not.toEqual(['weight', 'bias']);
  await page
    .getByRole('button', { name: 'Max', exact: false })
    .or(page.getByRole('button', { name: 'max |Δ|' }))
    .first()
    .click();
  await expect.poll(async () => (await labels()).slice(-2)).toEqual(['weight', 'bias']);
  await page.getByRole('button', { name: 'Relative change' }).click();
  await page.getByRole('textbox', { name: 'Filter names' }).fill('');

  await page.getByRole('button', { name: '2 identical' }).click();
  await expect(rowCount(page)).toHaveText('2 of 798 tensors');
  await expect(compareRow(page, 'vocab')).toBeVisible();
  await expect(compareRow(page, 'image_encoder')).toBeHidden();
  await page.getByRole('button', { name: '2 identical' }).click();
  await compareTable(page).focus();
  await page.keyboard.press('i');
  await expect(rowCount(page)).toHaveText('796 of 798 tensors');
  await expect(compareRow(page, 'vocab')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Hide identical' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('i');
  await expect(rowCount(page)).toHaveText('798 tensors');

  await page.getByRole('button', { name: 'Collapse all' }).click();
  await expect(compareRow(page, 'running_mean')).toBeHidden();
  await compareTable(page).focus();
  const selected = compareTable(page).getByRole('row', { selected: true });
  await page.keyboard.press('n');
  await expect(selected).toHaveAttribute('aria-level', /[5-9]/);
  const first = await details(page).getByRole('heading', { level: 2 }).textContent();
  const path = await details(page).getByRole('article').getAttribute('aria-label');
  await page.keyboard.press('n');
  await expect(details(page).getByRole('article')).not.toHaveAttribute('aria-label', path ?? '');
  expect(first).not.toBe('agent.model');
  await page.keyboard.press('Enter');
  await expect(details(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(compareTable(page)).toBeFocused();
});

test('a row that was selected among hits stays in sight when the filter is cleared', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await compareEpochs(page, 35, 39);
  const selected = compareTable(page).getByRole('row', { selected: true });
  await page.getByRole('textbox', { name: 'Filter names' }).fill(WEIGHT);
  await expect(rowCount(page)).toHaveText('1 of 798 tensors');
  await compareRow(page, 'weight').click();
  await page.keyboard.press('Escape');
  await expect(rowCount(page)).toHaveText('798 tensors');
  await expect(selected).toBeInViewport();
  await expect(selected).toContainText('weight');
  await expect(details(page).getByRole('article')).toHaveAttribute('aria-label', WEIGHT);
});

test('a right click offers what applies to a row of a comparison', async ({ launch }) => {
  const app = await launch([RUN]);
  const { page } = app;
  await compareEpochs(page, 35, 39);
  const menu = page.getByRole('menu', { name: 'Row' });
  await page.getByRole('button', { name: 'Collapse all' }).click();
  await compareRow(page, 'agent.model').click({ button: 'right' });
  await expect(menu.getByRole('menuitem', { name: 'Show in A’s tree' })).toBeHidden();
  await menu.getByRole('menuitem', { name: 'Expand everything below' }).click();
  const countRows = async (): Promise<number> => Number(await compareTable(page).getAttribute('aria-rowcount'));
  await expect.poll(countRows).toBeGreaterThan(798);

  await page.getByRole('textbox', { name: 'Filter names' }).fill(WEIGHT);
  await expect(rowCount(page)).toHaveText('1 of 798 tensors');
  await compareRow(page, 'weight').click({ button: 'right' });
  await expect(menu.getByRole('menuitem', { name: 'Expand everything below' })).toBeHidden();
  await menu.getByRole('menuitem', { name: 'Copy the name' }).click();
  await expect.poll(() => app.readClipboard()).toBe(WEIGHT);
  await expect(rowCount(page)).toHaveText('copied the name');
  await compareRow(page, 'weight').click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Copy the row' }).click();
  const [weight] = diffFiles(FIRST, LAST).tensors.filter(({ name }) => name === `state_dict.${WEIGHT}`);
  const row = new RegExp(`^name\tstatus\t.*\n${WEIGHT}\tchanged\t.*\t${weight?.relL2}\t`);
  await expect.poll(() => app.readClipboard()).toMatch(row);
  await compareRow(page, 'weight').click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Show in B’s tree' }).click();
  await expect(page.getByRole('tab', { name: 'Tree' })).toHaveAttribute('aria-selected', 'true');
  await expect(details(page)).toContainText(`state_dict.${WEIGHT}`);
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toContainText('39');
});

test('X swaps the files, and values are told before and after', async ({ launch }) => {
  const { page } = await launch([RUN]);
  await compareEpochs(page, 35, 39);
  const left = await cellOf(compareRow(page, 'agent.model'), 'leftL2').textContent();
  const right = await cellOf(compareRow(page, 'agent.model'), 'rightL2').textContent();
  expect(left).not.toBe(right);
  await page.keyboard.press('x');
  await expect(page.getByRole('button', { name: 'A: epoch 39' })).toBeVisible();
  await expect(cellOf(compareRow(page, 'agent.model'), 'leftL2')).toHaveText(right ?? '');
  await expect(cellOf(compareRow(page, 'agent.model'), 'rightL2')).toHaveText(left ?? '');
  await page.keyboard.press('x');
  await expect(page.getByRole('button', { name: 'A: epoch 35' })).toBeVisible();

  await chooseTab(page, 'Values');
  const table = page.getByRole('region', { name: 'Values that differ' });
  const row = table
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'changed epoch', exact: true }) });
  await expect(row.getByRole('cell')).toHaveText(['35', '39', '']);
  await page.getByRole('textbox', { name: 'Filter names and values' }).fill('global_step');
  await expect(rowCount(page)).toHaveText('1 of 28 values');
  await expect(table.getByRole('cell').first()).toHaveText('8712');
  await page.getByRole('textbox', { name: 'Filter names and values' }).fill('no such name');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  // The choice of what is compared outlives a swap.
  await page.getByRole('button', { name: 'Swap A and B' }).click();
  await expect(table.getByRole('row').nth(1).getByRole('cell')).toHaveText(['39', '35', '']);
});

for (const theme of ['light', 'dark'] as const) {
  test(`differences have the colours of the map around zero, ${theme}`, async ({ launch, scratch }) => {
    const app = await compareMade(launch, scratch, writeMade);
    const { page } = app;
    await app.setSystemTheme(theme);
    await compareRow(page, 'stops').click();
    await expect(heatmap(page)).toBeVisible();
    const tokens = await readTokens(
      page,
      STOPS.map((_, stop) => `div-${stop}`),
    );
    const middles = STOPS.map((_, cell) => [(cell + 0.5) / STOPS.length, 0.5] as const);
    await expect.poll(async () => (await readColors(page, middles))[3]).toEqual(tokens[3]);
    expectColors(await readColors(page, middles), tokens);
  });
}

test('cells, bins and values of a difference are linked', async ({ launch, scratch }) => {
  const { page } = await compareMade(launch, scratch, writeMade);
  await compareRow(page, 'stops').click();
  const changes = details(page).getByRole('region', { name: 'Where it changed' });
  await heatmap(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(changes.getByRole('status')).toContainText('[0, 1]  −0.6667');
  await expect(changes.getByRole('status')).toContainText('1.0 → 0.33333334');
  const values = details(page).getByRole('region', { name: 'Values' });
  await expect(values.getByRole('status').last()).toHaveText(/^−0\.7.*−0\.6.*: 1$/);
  await values.getByRole('img', { name: /^Difference B − A/ }).focus();
  await page.keyboard.press('End');
  await expect(values.getByRole('status').last()).toHaveText(/… \+1\.00: 1$/);
});

test('what is reshaped, retyped, added and removed is told in words, signs and figures', async ({
  launch,
  scratch,
}) => {
  const { page } = await compareMade(launch, scratch, writeMade);
  await expect(cellOf(compareRow(page, 'grown'), 'shape')).toHaveText('2×3 → 3×2');
  await expect(cellOf(compareRow(page, 'wider'), 'shape')).toHaveText('2 f32 → f64');
  await expect(cellOf(compareRow(page, 'come'), 'leftL2')).toHaveText('–');
  await expect(cellOf(compareRow(page, 'gone'), 'rightL2')).toHaveText('–');
  for (const [label, status] of [
    ['stops', 'changed'],
    ['grown', 'reshaped'],
    ['wider', 'retyped'],
    ['same', 'identical'],
    ['come', 'added'],
    ['gone', 'removed'],
  ] as const) {
    await expect(compareRow(page, label).getByRole('img', { name: status })).toBeVisible();
  }
  await page.getByRole('button', { name: '1 added' }).click();
  await expect(compareRow(page, 'come')).toBeVisible();
  await expect(compareRow(page, 'gone')).toBeHidden();
  await compareRow(page, 'come').click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'Row' });
  await expect(menu.getByRole('menuitem', { name: 'Show in B’s tree' })).toBeVisible();
  await expect(menu.getByRole('menuitem', { name: 'Show in A’s tree' })).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(details(page).getByRole('button', { name: 'Show in A’s tree' })).toBeHidden();
  await details(page).getByRole('button', { name: 'Show in B’s tree' }).click();
  await expect(page.getByRole('tab', { name: 'Tree' })).toHaveAttribute('aria-selected', 'true');
  await expect(details(page).getByRole('heading', { level: 2 })).toHaveText('come');
});

test('a comparison is saved as the command line prints it', async ({ launch, scratch }) => {
  const app = await compareMade(launch, scratch, writeMade);
  await expect(compareTable(app.page)).toBeVisible();
  const text = await app.save(() => app.page.getByRole('button', { name: 'Save as diff.json' }).click());
  const saved: DiffDocument = JSON.parse(text);
  const printed = diffFiles(join(scratch, 'pair', 'a.safetensors'), join(scratch, 'pair', 'b.safetensors'));
  expect(saved.tensors).toEqual(printed.tensors);
  expect(saved.totals).toEqual(printed.totals);
});

test('two copies of one checkpoint are the same, and what was compared is said', async ({ launch, scratch }) => {
  const { page } = await compareMade(launch, scratch, (a, b) => {
    writeSafetensors(a, A);
    copyFileSync(a, b);
  });
  await expect(page.getByText('Both files are the same')).toBeVisible();
  await expect(page.getByText(/^5 tensors were compared element by element/)).toBeVisible();
  await page.getByRole('button', { name: 'Show the tensors' }).click();
  await expect(page.getByRole('button', { name: '5 identical' })).toBeVisible();
});

test('a long comparison tells how far it is, is cancelled, and can be asked for again', async ({ launch, scratch }) => {
  const { page } = await compareMade(launch, scratch, (a, b) => {
    writeSparse(a, 3 * 2 ** 30);
    writeSparse(b, 3 * 2 ** 30);
  });
  await expect(page.getByRole('progressbar', { name: 'Comparing' })).toBeVisible();
  await expect(page.getByText(/ of 6\.00 GiB/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Comparing was cancelled')).toBeVisible();
  await page.getByRole('button', { name: 'Compare again' }).click();
  await expect(page.getByRole('progressbar', { name: 'Comparing' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Comparing was cancelled')).toBeVisible();
});

test('names with a prefix are aligned, new NaN stand out, and sliders choose the part that is shown', async ({
  launch,
  scratch,
}) => {
  const cube = Array.from({ length: 24 }, (_, i) => i);
  const { page } = await compareMade(launch, scratch, (a, b) => {
    writeSafetensors(a, {
      'net.cube': { shape: [2, 3, 4], values: cube },
      'net.sick': { shape: [3], values: [1, 2, 3] },
    });
    writeSafetensors(b, {
      'module.net.cube': { shape: [2, 3, 4], values: cube.map((value) => (value < 12 ? value : value + 1)) },
      'module.net.sick': { shape: [3], values: [1, Number.NaN, 3.5] },
    });
  });
  await expect(page.getByRole('button', { name: '2 added' })).toBeVisible();
  await page.getByRole('button', { name: 'Align names 2' }).click();
  await expect(page.getByRole('button', { name: '2 changed' })).toBeVisible();
  await compareRow(page, 'cube').click();
  const detail = details(page);
  await expect(detail).toContainText('In B: module.net.cube, found by the same name without its prefix');
  await expect(detail.locator('dl').first()).toContainText('changed12 of 24');
  await heatmap(page).focus();
  await page.keyboard.press('ArrowRight');
  const readout = detail.getByRole('region', { name: 'Where it changed' }).getByRole('status');
  await expect(readout).toContainText('[0, 0, 0]  0');
  await detail.getByRole('slider', { name: 'Index of dimension 0' }).press('ArrowRight');
  await heatmap(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(readout).toContainText('[1, 0, 0]  +1.000');
  await expect(readout).toContainText('12.0 → 13.0');
  await compareRow(page, 'sick').click();
  await expect(detail).toContainText('1 element of 3 became NaN');
  await page.getByRole('textbox', { name: 'Filter names' }).fill('nothing like this');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: /^Clear filter/ }).click();
  await expect(compareRow(page, 'sick')).toBeVisible();
  await page.getByRole('button', { name: 'Align names' }).click();
  await expect(page.getByRole('button', { name: '2 removed' })).toBeVisible();
});
