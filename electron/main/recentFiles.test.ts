import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecentFiles } from './recentFiles.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recent-files-'));
  file = join(folder, 'recent-files.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const opened = '2025-10-17T09:09:52.000Z';
const add = (recents: RecentFiles, path: string): void => recents.add({ path, kind: 'file', bytes: 1, opened });

test('the newest comes first, once, and outlives the program', () => {
  const recents = new RecentFiles(file);
  for (const path of ['/runs/a.ckpt', '/runs/b.ckpt', '/runs/a.ckpt']) add(recents, path);
  expect(new RecentFiles(file).items.map(({ name }) => name)).toEqual(['a.ckpt', 'b.ckpt']);
});

test('the page learns names and no path', () => {
  const recents = new RecentFiles(file);
  add(recents, '/home/ada/runs/a.ckpt');
  expect(JSON.stringify(recents.items)).not.toContain('/home');
  expect(recents.items[0]).toMatchObject({ name: 'a.ckpt', folder: 'runs', kind: 'file', bytes: 1 });
  expect(recents.pathOf(recents.items[0]?.id ?? '')).toBe('/home/ada/runs/a.ckpt');
  expect(recents.pathOf('/home/ada/runs/a.ckpt')).toBeUndefined();
});

test('the list is bounded', () => {
  const recents = new RecentFiles(file);
  for (let number = 0; number < 50; number += 1) add(recents, `/runs/${number}.ckpt`);
  expect(recents.items).toHaveLength(20);
  expect(recents.items[0]?.name).toBe('49.ckpt');
});

test.each([
  ['no JSON', '{"path":'],
  ['another shape', '{"path":"/a"}'],
  ['a wrong type', '[{"path":7,"kind":"file","opened":""}]'],
])('a file with %s counts as empty and is written anew', (_title, text) => {
  writeFileSync(file, text);
  const recents = new RecentFiles(file);
  expect(recents.items).toEqual([]);
  add(recents, '/runs/a.ckpt');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(1);
});

test('a folder that cannot be written costs the memory, not the session', () => {
  const recents = new RecentFiles(join(folder, 'absent', 'recent-files.json'));
  add(recents, '/runs/a.ckpt');
  expect(recents.items).toHaveLength(1);
});
