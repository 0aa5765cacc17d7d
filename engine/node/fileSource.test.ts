import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejection } from '../../test/support/rejection.ts';
import { fileError } from './fileError.ts';
import { openFileSource, type FileSource, type FileSourceOptions } from './fileSource.ts';

const BYTES = Uint8Array.from({ length: 5000 }, (_, at) => at);
let folder: string;
const opened: FileSource[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'epochscope-file-'));
});

afterAll(async () => {
  await Promise.all(opened.map((source) => source.close()));
  await rm(folder, { recursive: true });
});

async function write(name: string, bytes: Uint8Array = BYTES): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function open(path: string, options?: FileSourceOptions): Promise<FileSource> {
  const source = await openFileSource(path, options);
  opened.push(source);
  return source;
}

describe('reading', () => {
  it('gives exactly the bytes asked for', async () => {
    const source = await open(await write('plain.ckpt'));
    expect(source).toMatchObject({ name: 'plain.ckpt', size: 5000 });
    expect(await source.read(4000, 1000)).toEqual(BYTES.slice(4000));
    expect(await source.read(7, 0)).toEqual(new Uint8Array());
  });

  it('fills what it is handed', async () => {
    const source = await open(await write('filled.ckpt'));
    const target = new Uint8Array(300);
    await source.readInto(4000, target.subarray(100, 200));
    expect(target.subarray(100, 200)).toEqual(BYTES.slice(4000, 4100));
    expect(target.subarray(200)).toEqual(new Uint8Array(100));
    await expect(source.readInto(4990, target)).rejects.toThrow('outside');
  });

  it('answers many reads at once', async () => {
    const source = await open(await write('many.ckpt'));
    const parts = await Promise.all(Array.from({ length: 50 }, (_, at) => source.read(at * 100, 100)));
    expect(new Uint8Array(Buffer.concat(parts))).toEqual(BYTES);
  });

  it('tells the time of the last change in UTC', async () => {
    const path = await write('dated.ckpt');
    await utimes(path, 1e9, 1e9);
    expect((await open(path)).modified).toBe('2001-09-09T01:46:40.000Z');
  });

  it('says that the file shrank when bytes are missing', async () => {
    const path = await write('shrunk.ckpt');
    const source = await open(path);
    await truncate(path, 100);
    expect(await rejection(source.read(50, 100))).toMatchObject({ code: 'source/changed', at: { offset: 100 } });
  });

  it('does not read once it is cancelled or closed', async () => {
    const source = await open(await write('closed.ckpt'));
    await expect(source.read(0, 1, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    await source.close();
    await source.close();
    expect(await rejection(source.read(0, 1))).toMatchObject({ code: 'engine/closed' });
  });
});

describe('files that cannot be opened', () => {
  it('names a file that is not there', async () => {
    const error = await rejection(openFileSource(join(folder, 'none.ckpt')));
    expect(error).toMatchObject({ code: 'source/not-found' });
    expect(error.message).not.toContain(folder);
  });

  it('refuses a folder', async () => {
    expect(await rejection(openFileSource(folder))).toMatchObject({ code: 'source/not-a-file' });
  });

  it('refuses an empty file', async () => {
    const path = await write('empty.ckpt', new Uint8Array());
    expect(await rejection(openFileSource(path))).toMatchObject({ code: 'source/empty' });
  });

  it.skipIf(process.platform === 'win32')('refuses a pipe without waiting for a writer', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    expect(await rejection(openFileSource(path))).toMatchObject({ code: 'source/not-a-file' });
  });

  it.skipIf(process.platform === 'win32')('refuses links that go round in a circle', async () => {
    const path = join(folder, 'circle');
    await symlink(path, path);
    expect(await rejection(openFileSource(path))).toMatchObject({ code: 'source/not-a-file' });
  });
});

describe('fileError', () => {
  it.each([
    ['EACCES', 'source/no-permission'],
    ['EPERM', 'source/no-permission'],
    ['ENOTDIR', 'source/not-found'],
    ['ESTALE', 'source/vanished'],
    ['EIO', 'source/read'],
    ['EMFILE', 'source/read'],
  ])('turns %s into %s and names the file without its folder', (systemCode, code) => {
    const error = fileError(Object.assign(new Error('system'), { code: systemCode }), '/secret/place/x.ckpt', 7);
    expect(error.code).toBe(code);
    expect(error.message).toContain('x.ckpt');
    expect(error.message).not.toContain('secret');
    expect(error.advice).toBeDefined();
  });
});

describe('containment', () => {
  it('accepts files below the root, also when the root is reached by a link', async () => {
    await mkdir(join(folder, 'served'));
    const path = await write('served/inside.ckpt');
    await symlink(join(folder, 'served'), join(folder, 'served-link'));
    expect((await open(path, { root: join(folder, 'served-link') })).size).toBe(5000);
  });

  it('refuses a link that leads outside, and a sibling whose name begins alike', async () => {
    const outside = await write('outside.ckpt');
    await mkdir(join(folder, 'root'));
    await mkdir(join(folder, 'root-2'));
    await symlink(outside, join(folder, 'root', 'link.ckpt'));
    const sibling = await write('root-2/x.ckpt');
    for (const path of [join(folder, 'root', 'link.ckpt'), sibling]) {
      expect(await rejection(openFileSource(path, { root: join(folder, 'root') }))).toMatchObject({
        code: 'source/outside-root',
      });
    }
  });
});

describe('checkState', () => {
  it('knows a file that stays, changes, is replaced, or goes', async () => {
    const path = await write('watched.ckpt');
    const source = await open(path);
    expect(await source.checkState()).toEqual({ state: 'same' });

    await utimes(path, 1e9, 1e9);
    expect(await source.checkState()).toEqual({ state: 'changed', bytes: 5000, modified: '2001-09-09T01:46:40.000Z' });

    await rename(path, `${path}.old`);
    expect(await source.checkState()).toEqual({ state: 'gone' });
    expect(await source.read(0, 10)).toEqual(BYTES.slice(0, 10));

    await write('watched.ckpt');
    expect(await source.checkState()).toMatchObject({ state: 'changed' });
  });
});
