import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveAppFile, serveAppFile } from './appProtocol.ts';

let folder: string;
let root: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'app-protocol-'));
  root = join(folder, 'renderer');
  mkdirSync(root);
  writeFileSync(join(root, 'index.html'), '<title>Epochscope</title>');
  writeFileSync(join(root, 'notes.txt'), 'not part of the page');
  writeFileSync(join(folder, 'secret.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the page is served with its policy', async () => {
  const response = await serveAppFile(root, 'app://epochscope/index.html');
  expect(await response.text()).toBe('<title>Epochscope</title>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test.each([
  'app://epochscope/../secret.json',
  'app://epochscope/%2e%2e/secret.json',
  'app://epochscope/..%2fsecret.json',
  'app://epochscope/..\\secret.json',
  'app://epochscope/assets/%00.js',
  'app://epochscope//etc/passwd',
  'app://epochscope/.hidden.js',
  'app://epochscope/',
  'app://other/index.html',
  'app://epochscope:80/index.html',
  'file:///etc/passwd',
  'nonsense',
])('%s leads to no file outside the page', (url) => {
  const file = resolveAppFile(root, url);
  expect(file === undefined || file.startsWith(root)).toBe(true);
  expect(file).not.toBe(join(folder, 'secret.json'));
});

test.each(['index.htm', 'absent.js', 'notes.txt', '..%2fsecret.json'])('%s is not found', async (name) => {
  expect((await serveAppFile(root, `app://epochscope/${name}`)).status).toBe(404);
});
