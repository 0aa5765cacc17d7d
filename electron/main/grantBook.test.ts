import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GrantBook, describeGrant } from './grantBook.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'grant-book-'));
  file = join(folder, 'last.ckpt');
  writeFileSync(file, 'abc');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the page learns an id and names, never the path', async () => {
  const entry = await new GrantBook().add(file);
  const grant = describeGrant(entry);
  expect(grant).toMatchObject({ name: 'last.ckpt', kind: 'file', engine: 'host' });
  expect(grant.folder).toMatch(/^grant-book-/);
  expect(JSON.stringify(grant)).not.toContain(tmpdir());
  expect(entry.bytes).toBe(3);
});

test('a path keeps its id within a window and has another in the next', async () => {
  const book = new GrantBook();
  const first = await book.add(file);
  expect((await book.add(file)).id).toBe(first.id);
  expect(book.entries).toHaveLength(1);
  expect((await new GrantBook().add(file)).id).not.toBe(first.id);
});

test('folders are told from files, and a path that leads nowhere is left for opening to explain', async () => {
  const book = new GrantBook();
  expect((await book.add(folder)).kind).toBe('folder');
  expect((await book.add(join(folder, 'absent.ckpt'))).kind).toBe('file');
});

test('the root of the file system has a name', async () => {
  expect(describeGrant(await new GrantBook().add('/')).name).toBe('/');
});
