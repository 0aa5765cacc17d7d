import { beforeEach, describe, expect, it } from 'vitest';
import type { FolderEntry } from '../../shared/engineApi.ts';
import { createBlobResources, type BlobResources } from './blobResources.ts';

function droppedFile(name: string, lastModified: number): File {
  return new File(['abc'], name, { lastModified });
}

let resources: BlobResources;
beforeEach(() => {
  resources = createBlobResources();
  resources.grant({ file: 'one', resource: { kind: 'file', content: droppedFile('a.ckpt', 0) } });
  resources.grant({
    file: 'run',
    resource: {
      kind: 'folder',
      files: [
        { path: 'checkpoints/epoch=1.ckpt', content: droppedFile('epoch=1.ckpt', 2000) },
        { path: 'checkpoints/epoch=0.ckpt', content: droppedFile('epoch=0.ckpt', 1000) },
        { path: 'train.log', content: droppedFile('train.log', 0) },
      ],
    },
  });
});

async function listAll(id: string): Promise<readonly FolderEntry[]> {
  const entries = [];
  for await (const batch of resources.list(id)) entries.push(...batch);
  return entries;
}

describe('createBlobResources', () => {
  it('opens dropped files, and files in dropped folders', async () => {
    for (const id of ['one', 'run/checkpoints/epoch=1.ckpt']) {
      const source = await resources.open(id);
      expect(await source.read(1, 2)).toEqual(new TextEncoder().encode('bc'));
    }
  });

  it('lists one level, folders as old as the newest file in them', async () => {
    expect(await listAll('run')).toEqual([
      { file: 'run/checkpoints', name: 'checkpoints', kind: 'folder', bytes: 0, modified: '1970-01-01T00:00:02.000Z' },
      { file: 'run/train.log', name: 'train.log', kind: 'other', bytes: 3, modified: '1970-01-01T00:00:00.000Z' },
    ]);
    expect((await listAll('run/checkpoints')).map(({ file, kind }) => [file, kind])).toEqual([
      ['run/checkpoints/epoch=1.ckpt', 'checkpoint'],
      ['run/checkpoints/epoch=0.ckpt', 'checkpoint'],
    ]);
  });

  it('knows nothing that was not dropped', async () => {
    await expect(resources.open('run/other.ckpt')).rejects.toMatchObject({ code: 'source/not-found' });
    await expect(listAll('one')).rejects.toMatchObject({ code: 'source/not-found' });
  });
});
