import { join } from 'node:path';
import { writeSafetensors } from './support/safetensorsFile.ts';
import { distance, expectColors, heatmap, readColors, readTokens } from './support/heatmapColors.ts';
import { LAST, ROOT } from './support/sampleFiles.ts';
import type { Shell } from './support/shell.ts';
import { expect, test } from './support/test.ts';
import { details, filterTree, openTree, tree, treeRow } from './support/views.ts';

const COPIED = join(ROOT, 'test', 'fixtures', 'conformance', 'copied');

/** Thirds between −1 and 1 are the stops of the diverging map. */
const STOPS = [-1, -2 / 3, -1 / 3, 0, 1 / 3, 2 / 3, 1] as const;
const SPECIAL = [Number.NaN, Infinity, -Infinity, -0, 1.1754943508222875e-38, 16777216] as const;
const CUBE = Array.from({ length: 5 * 4 * 3 }, (_, i) => i - 30);

/** Opens a file of the test's own and describes one of its tensors. */
async function openTensor(
  launch: (paths: readonly string[]) => Promise<Shell>,
  folder: string,
  name: string,
): Promise<Shell> {
  const file = join(folder, 'made.safetensors');
  writeSafetensors(file, {
    stops: { shape: [1, 7], values: STOPS },
    special: { shape: [2, 3], values: SPECIAL },
    cube: { shape: [5, 4, 3], values: CUBE },
    scalar: { shape: [], values: [3.25] },
    empty: { shape: [0, 3], values: [] },
  });
  const app = await launch([file]);
  await openTree(app.page);
  await treeRow(app.page, name).click();
  await expect(details(app.page).getByRole('heading', { level: 2 })).toHaveText(name);
  return app;
}

for (const theme of ['light', 'dark'] as const) {
  test(`a heatmap shows values in the colours of the map, ${theme}`, async ({ launch, scratch }) => {
    const app = await openTensor(launch, scratch, 'stops');
    await app.setSystemTheme(theme);
    await expect(heatmap(app.page)).toBeVisible();
    const tokens = await readTokens(
      app.page,
      STOPS.map((_, stop) => `div-${stop}`),
    );
    const middles = STOPS.map((_, cell) => [(cell + 0.5) / STOPS.length, 0.5] as const);
    await expect.poll(async () => (await readColors(app.page, middles))[3]).toEqual(tokens[3]);
    expectColors(await readColors(app.page, middles), tokens);
  });
}

test('a heatmap gives infinities the ends of the map, and NaN a colour of its own', async ({ launch, scratch }) => {
  const { page } = await openTensor(launch, scratch, 'special');
  await expect(heatmap(page)).toBeVisible();
  // The corners of a cell: its middle has a sign.
  const corners = [
    [1 / 3 + 0.02, 0.03],
    [2 / 3 + 0.02, 0.03],
  ] as const;
  expectColors(await readColors(page, corners), await readTokens(page, ['div-6', 'div-0']));
  const [nan = []] = await readTokens(page, ['nan']);
  const hatched = await readColors(
    page,
    Array.from({ length: 40 }, (_, i) => [0.02 + i / 140, 0.25] as const),
  );
  expect(hatched.map(String)).toContain(String(nan));
  await expect(details(page).getByRole('region', { name: 'Statistics' })).toContainText(/NaN\s*1\s*±Inf\s*2/);
});

test('the arrows name the elements of a heatmap, and their bins in the histogram', async ({ launch, scratch }) => {
  const { page } = await openTensor(launch, scratch, 'cube');
  await heatmap(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(details(page)).toContainText('[0, 1, 1]  \u221226.0000');
  await expect(details(page).getByRole('region', { name: 'Histogram' })).toContainText(': 1 (1.7 %)');
});

test('the cells of a bin stand out while it is pointed at', async ({ launch, scratch }) => {
  const { page } = await openTensor(launch, scratch, 'stops');
  await expect(heatmap(page)).toBeVisible();
  const middles = STOPS.map((_, cell) => [(cell + 0.5) / STOPS.length, 0.5] as const);
  await expect.poll(async () => (await readColors(page, middles))[0]).toEqual((await readTokens(page, ['div-0']))[0]);
  const before = await readColors(page, middles);
  const chart = page.getByRole('img', { name: /^Histogram:/ });
  await chart.focus();
  await page.keyboard.press('Home');
  const slice = details(page).getByRole('region', { name: 'Slice' });
  await expect(slice).toContainText('1 of 7 cells in this bin');
  const lit = await readColors(page, middles);
  expect(lit[0]).toEqual(before[0]);
  const [surface = []] = await readTokens(page, ['div-3']);
  for (const cell of [1, 2, 4, 5, 6])
    expect(distance(lit[cell], surface)).toBeLessThan(distance(before[cell], surface) / 2);
  // The pointer does the same; the last bin holds the largest value.
  const box = await chart.boundingBox();
  await chart.hover({ position: { x: (box?.width ?? 0) - 2, y: 60 } });
  await expect.poll(async () => (await readColors(page, middles))[6]).toEqual(before[6]);
  await heatmap(page).hover();
  await chart.blur();
  await expect(slice).not.toContainText('in this bin');
  expectColors(await readColors(page, middles.slice(0, 3)), before.slice(0, 3));
});

test('a heatmap is zoomed by the wheel and moved by dragging', async ({ launch, scratch }) => {
  const { page } = await openTensor(launch, scratch, 'cube');
  const slice = details(page).getByRole('region', { name: 'Slice' });
  const box = (await heatmap(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + 2, box.y + 2);
  await page.mouse.wheel(0, -100);
  await expect(slice).toContainText('0–2, 0–1');
  await page.mouse.down();
  await page.mouse.move(box.x - box.width, box.y - box.height, { steps: 4 });
  await page.mouse.up();
  await expect(slice).toContainText('1–3, 1–2');
  await heatmap(page).focus();
  await page.keyboard.press('0');
  await expect(slice.getByRole('button', { name: 'Show all of the slice' })).toBeDisabled();
});

test('sliders choose the slice, and other axes can be shown', async ({ launch, scratch }) => {
  const { page } = await openTensor(launch, scratch, 'cube');
  const slice = details(page).getByRole('region', { name: 'Slice' });
  await slice.getByRole('slider', { name: 'Index of dimension 0' }).fill('4');
  await expect(slice).toContainText('[4, :, :]  4×3');
  await slice.getByRole('combobox', { name: 'down' }).selectOption({ label: 'dim 0 (5)' });
  await expect(slice).toContainText('[:, 0, :]  5×3');
  await slice.getByRole('button', { name: 'Zoom in' }).click();
  await expect(slice.getByRole('button', { name: 'Zoom out' })).toBeEnabled();
});

test('a histogram is walked through by the arrow keys on every scale', async ({ launch, scratch }) => {
  const { page } = await openTensor(launch, scratch, 'cube');
  const section = details(page).getByRole('region', { name: 'Histogram' });
  const chart = section.getByRole('img', { name: /^Histogram: 48 bins/ });
  for (const [scale, end] of [
    ['Logarithm of the magnitude', /… 30\.00: \d+/],
    [/^Symmetric logarithm/, /… 29\.00: \d+/],
    [/^linear$/, /… 29\.00: \d+/],
  ] as const) {
    await section.getByRole('radio', { name: scale }).check();
    await expect(section).toHaveAttribute('aria-busy', 'false');
    await chart.focus();
    await page.keyboard.press('End');
    await expect(section.getByRole('status')).toHaveText(end);
  }
});

test('values are shown with every digit, and gone to by their index', async ({ launch, scratch }) => {
  const { page } = await openTensor(launch, scratch, 'special');
  const grid = details(page).getByRole('grid', { name: 'Values' });
  await expect(grid.getByRole('gridcell')).toHaveText(['nan', 'inf', '-inf', '-0.0', '1.1754944e-38', '16777216.0']);
  await details(page)
    .getByRole('textbox', { name: /^Go to an index/ })
    .fill('1, 2');
  await page.keyboard.press('Enter');
  await expect(grid.locator('[data-marked]')).toHaveText('16777216.0');
});

test('scalars and tensors without elements are shown as what they are', async ({ launch, scratch }) => {
  const { page } = await openTensor(launch, scratch, 'scalar');
  await expect(details(page).getByRole('gridcell')).toHaveText('3.25');
  await expect(heatmap(page)).toBeHidden();
  await treeRow(page, 'empty').click();
  await expect(details(page)).toContainText('This tensor has no elements');
});

test('a tensor is saved as .npy, byte for byte', async ({ launch, scratch }) => {
  const app = await openTensor(launch, scratch, 'cube');
  const bytes = await app.saveBytes(() => app.page.getByRole('button', { name: '.npy' }).click());
  const header = bytes.readUInt16LE(8);
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]));
  expect(bytes.subarray(10, 10 + header).toString('latin1')).toContain(
    "{'descr': '<f4', 'fortran_order': False, 'shape': (5, 4, 3), }",
  );
  expect(bytes.subarray(10 + header)).toEqual(Buffer.from(Float32Array.from(CUBE).buffer));
});

test('a type that numpy does not have is saved as float32', async ({ launch }) => {
  const app = await launch([join(COPIED, 'dtype_bfloat16.pt')]);
  await openTree(app.page);
  await tree(app.page).getByRole('row').filter({ hasText: 'bf16' }).last().click();
  const bytes = await app.saveBytes(() => app.page.getByRole('button', { name: '.npy' }).click());
  expect(bytes.subarray(10, 40).toString('latin1')).toContain("'descr': '<f4'");
});

test('a type that nothing can hold says so instead of being saved', async ({ launch }) => {
  const { page } = await launch([join(COPIED, 'dtype_complex32.pt')]);
  await openTree(page);
  await tree(page).getByRole('row').filter({ hasText: 'c32' }).last().click();
  const button = page.getByRole('button', { name: '.npy' });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAttribute('title', 'numpy has no type for complex32');
});

test('NaN in a diverged run stands out', async ({ launch }) => {
  const { page } = await launch([join(COPIED, 'lightning_diverged_nan.ckpt')]);
  await openTree(page);
  await page.getByRole('textbox', { name: 'Filter names' }).fill('net.0.weight');
  await treeRow(page, 'weight').first().click();
  await expect(details(page).getByRole('region', { name: 'Statistics' })).toContainText(/NaN\s*2±Inf/);
  await expect(details(page).getByRole('region', { name: 'Histogram' })).toContainText('not shown: 2 NaN');
});

test.describe('with a real checkpoint', () => {
  test.use({ openAtStart: LAST });

  test('Enter opens a tensor over the whole width, Alt and digits go there and back', async ({ app: { page } }) => {
    await openTree(page);
    await filterTree(page, 'stem.proj.weight', 1);
    await treeRow(page, 'weight').click();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: 'Tensor' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('article', { name: /stem\.proj\.weight$/ })).toBeVisible();
    await expect(heatmap(page)).toBeVisible();
    const moments = page.getByRole('region', { name: 'Optimizer moments' });
    await expect(moments).toContainText('AdamW (inferred), state 2, certain');
    await expect(moments).toContainText(/exp_avg\s*L2 0\.046819/);
    const figures = page.getByRole('region', { name: 'Statistics' });
    await expect(figures).toContainText(/p05\s*−0\.06689p25\s*−0\.03589p50/);
    await page.keyboard.press('Alt+2');
    await expect(tree(page)).toBeVisible();
    await page.keyboard.press('Alt+3');
    await expect(page.getByRole('img', { name: /^Histogram: 96 bins/ })).toBeVisible();
  });

  test('a block of the moments of a module leads to its row', async ({ app: { page } }) => {
    const block = page.getByRole('button', { name: /^exp_avg › _backbone:/ });
    await block.focus();
    await page.keyboard.press('Enter');
    await expect(details(page).getByRole('heading', { level: 2 })).toHaveText('_backbone');
    await expect(treeRow(page, '_backbone')).toHaveAttribute('aria-selected', 'true');
  });

  test('the tensor page says what to do while no tensor is selected', async ({ app: { page } }) => {
    await page.getByRole('tab', { name: 'Tensor' }).click();
    await page.getByRole('button', { name: 'Show the tree' }).click();
    await expect(tree(page)).toBeVisible();
  });
});
