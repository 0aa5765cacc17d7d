import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startDesktop } from '../support/desktopShell.ts';
import { writeSparse } from '../support/sparseFile.ts';
import { expect, test } from '../support/test.ts';
import { openTree, treeRow } from '../support/views.ts';

const BYTES = 2 ** 28;

test('a large tensor is saved while it is read, and given up without a trace', async ({ display, scratch }) => {
  const file = join(scratch, 'large.safetensors');
  const target = join(scratch, 'saved.npy');
  writeSparse(file, BYTES);
  const app = await startDesktop({ paths: [file], folder: scratch }, display);
  const { page } = app;
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, target);
  await openTree(page);
  await treeRow(page, 'large').click();

  await page.getByRole('button', { name: '.npy' }).click();
  await page.getByRole('button', { name: /^Give up saving/ }).click();
  await expect(page.getByRole('button', { name: '.npy' })).toBeEnabled();
  await expect.poll(() => readdirSync(scratch).filter((name) => name.includes('saved.npy'))).toEqual([]);

  await page.getByRole('button', { name: '.npy' }).click();
  await expect.poll(() => existsSync(target), { timeout: 30_000 }).toBe(true);
  expect(statSync(target).size).toBe(BYTES + 128);
  await app.close();
});
