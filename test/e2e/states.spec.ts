import { appendFileSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LAST } from './support/sampleFiles.ts';
import { expect, test } from './support/test.ts';
import { expectOverview, openTree, sidebar, treeRow } from './support/views.ts';

const WHOLE = readFileSync(LAST);

/** Files that are no checkpoint, and the code that their error panel shows. */
const REFUSED = [
  { title: 'a checkpoint that was cut off', content: WHOLE.subarray(0, 1_000_000), code: 'zip/truncated' },
  { title: 'an empty file', content: '', code: 'source/empty' },
  { title: 'a text', content: 'epoch,loss\n0,1.25\n1,1.13\n', code: 'format/not-a-checkpoint' },
  { title: 'a web page', content: '<!doctype html><title>404</title>', code: 'format/not-a-checkpoint' },
  { title: 'noise', content: Buffer.from('9f3c00e1ff71'.repeat(64), 'hex'), code: 'format/unknown' },
] as const;

for (const { title, content, code } of REFUSED) {
  test(`${title} is refused with the code ${code}`, async ({ launch, scratch }) => {
    const file = join(scratch, 'broken.ckpt');
    writeFileSync(file, content);
    const app = await launch([file]);
    const panel = app.page.getByRole('alert');
    await expect(panel).toContainText(code);
    await panel.getByRole('button', { name: 'Copy details' }).click();
    await expect.poll(() => app.readClipboard()).toContain(code);
    expect(await app.readClipboard()).toContain('broken.ckpt');
  });
}

test('a refused file opens after it was replaced by a whole one', async ({ launch, scratch }) => {
  const file = join(scratch, 'late.ckpt');
  writeFileSync(file, WHOLE.subarray(0, 1_000_000));
  const { page } = await launch([file]);
  await expect(page.getByRole('alert')).toContainText('zip/truncated');
  writeFileSync(file, WHOLE);
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await expectOverview(page, 'late.ckpt');
});

test('a file that changes while it is open offers a reload', async ({ launch, scratch }) => {
  const file = join(scratch, 'growing.ckpt');
  copyFileSync(LAST, file);
  const { page } = await launch([file]);
  await openTree(page);
  await treeRow(page, 'state_dict').click();
  appendFileSync(file, 'more');
  await expect(page.getByRole('alert')).toContainText('This file changed on disk');
  await expect(treeRow(page, 'state_dict')).toBeVisible();
  writeFileSync(file, WHOLE);
  await page.getByRole('alert').getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(treeRow(page, 'state_dict')).toBeVisible();
});

test('a file that vanishes while it is open says so and keeps what was read', async ({ launch, scratch }) => {
  const file = join(scratch, 'short-lived.ckpt');
  copyFileSync(LAST, file);
  const { page } = await launch([file]);
  await openTree(page);
  rmSync(file);
  await expect(page.getByRole('alert')).toContainText('removed or replaced');
  await expect(treeRow(page, 'state_dict')).toBeVisible();
  await page.getByRole('alert').getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('alert')).toContainText('source/not-found');
});

test('a file that was opened lately and is gone is explained in its place', async ({ launch, scratch }) => {
  const file = join(scratch, 'gone.ckpt');
  copyFileSync(LAST, file);
  const app = await launch([file]);
  await expectOverview(app.page, 'gone.ckpt');
  await sidebar(app.page).focus();
  await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('Delete');
  rmSync(file);
  await app.page.getByRole('list').getByRole('button', { name: 'gone.ckpt' }).click();
  await expect(app.page.getByRole('alert')).toContainText('source/not-found');
});
