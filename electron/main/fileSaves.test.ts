import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileSaves } from './fileSaves.ts';

let folder: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-saves-'));
  target = join(folder, 'tree.csv');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('pieces arrive in order and replace the target at the end', async () => {
  writeFileSync(target, 'old');
  const saves = new FileSaves();
  const save = await saves.begin(target);
  for (const piece of ['name,', 'bytes\n', 'größe,1\n']) await saves.append(save, piece);
  expect(readFileSync(target, 'utf8')).toBe('old');
  await saves.end(save, true);
  expect(readFileSync(target, 'utf8')).toBe('name,bytes\ngröße,1\n');
  expect(readdirSync(folder)).toEqual(['tree.csv']);
});

test('bytes arrive as they are', async () => {
  const saves = new FileSaves();
  const save = await saves.begin(target);
  await saves.append(save, Uint8Array.of(0x93, 0x4e, 0));
  await saves.append(save, Uint8Array.of(255, 10));
  await saves.end(save, true);
  expect([...readFileSync(target)]).toEqual([0x93, 0x4e, 0, 255, 10]);
});

test('a save that is given up leaves the old file and nothing beside it', async () => {
  writeFileSync(target, 'old');
  const saves = new FileSaves();
  await saves.append(await saves.begin(target), 'half');
  await saves.abandonAll();
  expect(readFileSync(target, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['tree.csv']);
});

test('a folder that is not there is refused with what the system said', async () => {
  await expect(new FileSaves().begin(join(folder, 'absent', 'tree.csv'))).rejects.toMatchObject({
    code: 'usage',
    message: 'tree.csv could not be written.',
    found: expect.stringContaining('ENOENT'),
  });
});

test('a finished save takes no more', async () => {
  const saves = new FileSaves();
  const save = await saves.begin(target);
  await saves.end(save, true);
  await expect(saves.append(save, 'more')).rejects.toMatchObject({ code: 'usage' });
  await expect(saves.end(save, true)).rejects.toMatchObject({ code: 'usage' });
});
