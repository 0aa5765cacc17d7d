import { chmodSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBrowser, startServer } from '../support/browserShell.ts';
import { dropFiles } from '../support/dropFiles.ts';
import { LAST, LAST_NAME } from '../support/sampleFiles.ts';
import { expect, test } from '../support/test.ts';
import { unprivilegedPrefix } from '../support/unprivileged.ts';
import { expectOverview, openTree, treeRow } from '../support/views.ts';

test('the token leaves the address bar and is kept for this tab', async ({ app: { page } }) => {
  await expect(page).not.toHaveURL(/token/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Open the sample run' })).toBeVisible();
});

test('without the token the page says how to get the link again', async ({ chromium }) => {
  const server = await startServer([]);
  const page = await (await chromium()).newPage();
  await page.goto(new URL(server.url).origin);
  await expect(page.getByText('lacks the key')).toBeVisible();
  await page.close();
  await server.stop();
});

test('a dropped file is read in the page: the server hears nothing of it', async ({ app }) => {
  const { page } = app;
  const sent: number[] = [];
  page.on('websocket', () => sent.push(0));
  page.on('request', (request) => sent.push(request.postDataBuffer()?.length ?? 0));
  await dropFiles(page, [LAST]);
  await expectOverview(page, LAST_NAME);
  await openTree(page);
  await expect(treeRow(page, 'state_dict')).toBeVisible();
  expect(sent.filter((bytes) => bytes > 0)).toEqual([]);
});

test('a server that went away is announced, and reconnecting is offered', async ({ chromium, scratch, complaints }) => {
  const shell = await startBrowser({ paths: [LAST], folder: scratch }, await chromium());
  await expectOverview(shell.page, LAST_NAME);
  await shell.stopServer();
  await expect(shell.page.getByRole('alert')).toContainText('engine/closed');
  await expect(shell.page.getByRole('button', { name: 'Connect again' })).toBeVisible();
  await shell.close();
  complaints.splice(0);
});

test('a file that the server may not read says so', async ({ chromium, scratch }) => {
  const prefix = unprivilegedPrefix();
  test.skip(prefix === undefined, 'this kernel lets root make no user namespace');
  const file = join(scratch, 'private.ckpt');
  copyFileSync(LAST, file);
  chmodSync(file, 0);
  const shell = await startBrowser({ paths: [file], folder: scratch }, await chromium(), prefix);
  await expect(shell.page.getByRole('alert')).toContainText('source/no-permission');
  await shell.close();
});

test('the picker walks from the served folder down and not above it', async ({ app: { page } }) => {
  await page.keyboard.press('Control+Shift+O');
  const picker = page.getByRole('dialog', { name: 'Open a folder' });
  await picker.getByRole('button', { name: 'samples', exact: true }).click();
  await picker.getByRole('button', { name: 'run', exact: true }).click();
  await expect(picker.getByRole('navigation', { name: 'Folder' }).getByRole('button')).toHaveCount(3);
  await expect(picker.getByRole('button', { name: '..' })).toHaveCount(0);
});
