import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FolderEntry } from '../../shared/engineApi.ts';
import { createFileResources, type FileResources } from './fileResources.ts';

let folder: string;
let resources: FileResources;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'epochscope-resources-'));
  resources = createFileResources();
  resources.grant({ file: 'run', resource: { path: folder } });
});
afterEach(() => rm(folder, { recursive: true }));

async function listAll(id: string): Promise<readonly (readonly FolderEntry[])[]> {
  const batches = [];
  for await (const batch of resources.list(id)) batches.push(batch);
  return batches;
}

describe('createFileResources', () => {
  it('lists files and folders with what a list shows of them', async () => {
    await writeFile(join(folder, 'epoch=1.ckpt'), 'abc');
    await writeFile(join(folder, 'train.log'), '');
    await mkdir(join(folder, 'wandb'));
    const entries = (await listAll('run')).flat().toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(entries).toEqual([
      { file: 'run/epoch=1.ckpt', name: 'epoch=1.ckpt', kind: 'checkpoint', bytes: 3, modified: expect.any(String) },
      { file: 'run/train.log', name: 'train.log', kind: 'other', bytes: 0, modified: expect.any(String) },
      { file: 'run/wandb', name: 'wandb', kind: 'folder', bytes: 0, modified: expect.any(String) },
    ]);
    expect(entries[0]?.modified).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('opens what it lists, at any depth', async () => {
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
    await writeFile(join(folder, 'a', 'b', 'c.pt'), 'deep');
    const [entry] = (await listAll('run/a/b')).flat();
    const source = await resources.open(entry?.file ?? '');
    expect([source.name, source.size]).toEqual(['c.pt', 4]);
    await source.close();
  });

  it('hands over thousands of entries in batches of at most 256', async () => {
    await Promise.all(Array.from({ length: 600 }, (_, i) => writeFile(join(folder, `${i}.ckpt`), '')));
    const batches = await listAll('run');
    expect(batches.flat()).toHaveLength(600);
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(256);
  });

  it('leaves out links that lead nowhere or in circles', async () => {
    await symlink(join(folder, 'nothing'), join(folder, 'dangling.ckpt'));
    await symlink(join(folder, 'circle.ckpt'), join(folder, 'circle.ckpt'));
    expect((await listAll('run')).flat()).toEqual([]);
  });

  it('follows links that stay inside', async () => {
    await writeFile(join(folder, 'epoch=1.ckpt'), 'abc');
    await symlink('epoch=1.ckpt', join(folder, 'last.ckpt'));
    const last = (await listAll('run')).flat().find(({ name }) => name === 'last.ckpt');
    expect(last).toMatchObject({ kind: 'checkpoint', bytes: 3 });
    await (await resources.open('run/last.ckpt')).close();
  });

  it('keeps a granted file inside the root that was granted with it', async () => {
    await writeFile(join(folder, 'a.ckpt'), 'abc');
    await mkdir(join(folder, 'root'));
    resources.grant({ file: 'x', resource: { path: join(folder, 'a.ckpt'), root: join(folder, 'root') } });
    await expect(resources.open('x')).rejects.toMatchObject({ code: 'source/outside-root' });
  });

  it('stops listing when it is cancelled', async () => {
    await writeFile(join(folder, 'a.ckpt'), '');
    const reason = new Error('enough');
    const listing = resources.list('run', AbortSignal.abort(reason))[Symbol.asyncIterator]();
    await expect(listing.next()).rejects.toBe(reason);
  });

  it('says what is missing', async () => {
    await expect(listAll('run/nothing')).rejects.toMatchObject({ code: 'source/not-found' });
    await expect(resources.open('run/nothing')).rejects.toMatchObject({ code: 'source/not-found' });
    await expect(resources.open('other')).rejects.toMatchObject({ code: 'source/not-found' });
    await expect(resources.open('run')).rejects.toMatchObject({ code: 'source/not-a-file' });
  });
});
