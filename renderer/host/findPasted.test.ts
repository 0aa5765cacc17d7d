import { describe, expect, it } from 'vitest';
import { folderGrant } from '../../test/support/memoryHost.ts';
import { rejection } from '../../test/support/rejection.ts';
import { checkpointEntry, stubEngine } from '../../test/support/stubEngine.ts';
import { findPasted, namesBelowRoot } from './findPasted.ts';

const ROOT = { ...folderGrant('root'), name: 'scratch' };

describe('namesBelowRoot', () => {
  it.each([
    ['runs/a.ckpt', ['runs', 'a.ckpt']],
    ['./runs//a.ckpt', ['runs', 'a.ckpt']],
    ['/home/me/scratch/runs/a.ckpt', ['runs', 'a.ckpt']],
    ["'/home/me/scratch/a b.ckpt'\n", ['a b.ckpt']],
    ['file:///home/me/scratch/a%20b.ckpt', ['a b.ckpt']],
    ['/home/me/scratch', []],
  ])('reads %s', (text, names) => expect(namesBelowRoot(ROOT, text)).toEqual(names));

  it('takes an absolute path as it is where the whole file system is served', () => {
    expect(namesBelowRoot({ ...ROOT, name: '/' }, '/home/me/a.ckpt')).toEqual(['home', 'me', 'a.ckpt']);
  });

  it.each(['/etc/passwd', '../a.ckpt', 'runs/../../a.ckpt'])('refuses %s', (text) => {
    expect(() => namesBelowRoot(ROOT, text)).toThrow(/does not lead through scratch/);
  });
});

describe('findPasted', () => {
  const engine = stubEngine({
    listFolder: async ({ folder }, context) => {
      context?.onUpdate?.([checkpointEntry(folder, 'a.ckpt'), checkpointEntry(folder, 'runs', { kind: 'folder' })]);
      return { entries: 2 };
    },
  });

  it('finds a file below the root', async () => {
    expect(await findPasted(engine, ROOT, 'runs/a.ckpt')).toEqual({
      file: 'root/runs/a.ckpt',
      name: 'a.ckpt',
      kind: 'file',
      folder: 'runs',
      engine: 'host',
    });
  });

  it('finds a folder, and the root itself', async () => {
    expect((await findPasted(engine, ROOT, 'runs')).kind).toBe('folder');
    expect(await findPasted(engine, ROOT, '/x/scratch')).toBe(ROOT);
  });

  it('says that a file does not exist', async () => {
    expect((await rejection(findPasted(engine, ROOT, 'b.ckpt'))).code).toBe('source/not-found');
  });
});
