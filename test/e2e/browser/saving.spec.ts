import type { Page } from '@playwright/test';
import { join } from 'node:path';
import type { Shell } from '../support/shell.ts';
import { writeSparse } from '../support/sparseFile.ts';
import { expect, test } from '../support/test.ts';
import { openTree, treeRow } from '../support/views.ts';

/** Large enough to be written piece by piece, and to be kept in memory only after a warning. */
const [LARGE, TOO_LARGE] = [2 ** 26, 288 * 2 ** 20] as const;

/** Opens a file with a large tensor and selects it. */
async function openLarge(
  launch: (paths: readonly string[]) => Promise<Shell>,
  scratch: string,
  bytes: number = LARGE,
): Promise<Page> {
  const file = join(scratch, 'large.safetensors');
  writeSparse(file, bytes);
  const { page } = await launch([file]);
  await openTree(page);
  await treeRow(page, 'large').click();
  return page;
}

/** A place in the browser's own storage, in place of the dialog that no test can answer. */
async function answerSaveDialog(page: Page): Promise<void> {
  await page.evaluate(() => {
    const showSaveFilePicker = async ({ suggestedName }: { suggestedName: string }): Promise<FileSystemFileHandle> =>
      (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
    Object.assign(window, { showSaveFilePicker });
  });
}

/** Bytes of a saved file. */
function sizeOfSaved(page: Page, name: string): Promise<number> {
  return page.evaluate(async (saved) => {
    const folder = await navigator.storage.getDirectory();
    return (await (await folder.getFileHandle(saved)).getFile()).size;
  }, name);
}

test('a large tensor goes to the disk while it is read', async ({ launch, scratch }) => {
  const page = await openLarge(launch, scratch);
  await answerSaveDialog(page);
  await page.getByRole('button', { name: '.npy' }).click();
  await expect(page.getByRole('button', { name: /^Give up saving, \d+ % done/ })).toBeVisible();
  await expect(page.getByRole('button', { name: '.npy' })).toBeEnabled({ timeout: 30_000 });
  expect(await sizeOfSaved(page, 'large.npy')).toBe(LARGE + 128);
});

test('a large save is given up, and leaves nothing of itself', async ({ launch, scratch }) => {
  const page = await openLarge(launch, scratch);
  await answerSaveDialog(page);
  await page.getByRole('button', { name: '.npy' }).click();
  await page.getByRole('button', { name: /^Give up saving/ }).click();
  await expect(page.getByRole('button', { name: '.npy' })).toBeEnabled();
  expect(await sizeOfSaved(page, 'large.npy')).toBe(0);
  await expect(page.getByRole('alert')).toBeHidden();
});

test('a browser that cannot write piece by piece says what a large save costs', async ({ launch, scratch }) => {
  const page = await openLarge(launch, scratch, TOO_LARGE);
  await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
  await page.getByRole('button', { name: '.npy' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save a large file' });
  await expect(dialog).toContainText('This browser holds all 288 MiB before it saves');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: '.npy' }).click();
  await dialog.getByRole('button', { name: 'Save anyway' }).click();
  await page.getByRole('button', { name: /^Give up saving/ }).click();
  await expect(page.getByRole('button', { name: '.npy' })).toBeEnabled();
});
