import { describe, expect, it } from 'vitest';
import { rejection } from '../../test/support/rejection.ts';
import { BlobSource } from './blobSource.ts';

const BYTES = Uint8Array.from({ length: 1000 }, (_, at) => at);

/** A Blob as a browser hands out after the file behind it changed. */
class BrokenBlob extends Blob {
  readonly #name: string;

  constructor(name: string) {
    super([BYTES]);
    this.#name = name;
  }

  override slice(): Blob {
    const error = new Error('gone');
    error.name = this.#name;
    const part = new Blob();
    part.arrayBuffer = () => Promise.reject(error);
    return part;
  }
}

describe('BlobSource', () => {
  it('reads slices of a file and knows its name and time', async () => {
    const source = new BlobSource(new File([BYTES], 'epoch=39.ckpt', { lastModified: 1e12 }));
    expect(source).toMatchObject({ name: 'epoch=39.ckpt', size: 1000, modified: '2001-09-09T01:46:40.000Z' });
    expect(await source.read(990, 10)).toEqual(BYTES.slice(990));
    expect(await source.checkState()).toEqual({ state: 'same' });
  });

  it.each([
    ['NotReadableError', 'source/changed', 'changed'],
    ['NotFoundError', 'source/vanished', 'gone'],
    ['SecurityError', 'source/no-permission', 'changed'],
  ])('turns %s into %s', async (name, code, state) => {
    const source = new BlobSource(new BrokenBlob(name), 'x.ckpt');
    expect(await rejection(source.read(0, 10))).toMatchObject({ code, found: name });
    expect(await source.checkState()).toMatchObject({ state });
  });

  it('stops when it is cancelled', async () => {
    const source = new BlobSource(new Blob([BYTES]));
    await expect(source.read(0, 1, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});
