import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { assemblePickle } from '../../test/support/assemblePickle.ts';
import { makeZip } from '../../test/support/makeZip.ts';
import { CountingSource } from '../bytes/countingSource.ts';
import { MemorySource } from '../bytes/memorySource.ts';
import { openFile } from './openFile.ts';

function fromText(text: string): MemorySource {
  return new MemorySource(new TextEncoder().encode(text), 'model.ckpt');
}

function fromBytes(...bytes: readonly (number | string)[]): MemorySource {
  return new MemorySource(
    Uint8Array.from(bytes.flatMap((byte) => (typeof byte === 'string' ? [...new TextEncoder().encode(byte)] : [byte]))),
    'model.ckpt',
  );
}

/** A safetensors file: header and data. */
function safetensors(header: object, data: Uint8Array): MemorySource {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(new BigUint64Array([BigInt(text.length)]).buffer);
  return new MemorySource(Uint8Array.of(...length, ...text, ...data), 'model.ckpt');
}

describe('openFile', () => {
  it.each([
    ['a web page', fromText('<!DOCTYPE html><title>Sign in</title>'), /web page/],
    [
      'an LFS pointer',
      fromText('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 20407459\n'),
      /Git LFS pointer/,
    ],
    ['a log', fromText('Epoch 0: 100%|####| 242/242\n'), /text file/],
    ['a compressed copy', new MemorySource(gzipSync(makeZip([{ name: 'a/data.pkl', bytes: 'x' }]))), /gzip/],
    ['zeros', new MemorySource(new Uint8Array(5000)), /zeros/],
    [
      'a zip of something else',
      new MemorySource(makeZip([{ name: 'word/document.xml', bytes: '<w/>' }])),
      /no checkpoint/,
    ],
  ])('says that %s is no checkpoint', async (_, source, message) => {
    await expect(openFile(source)).rejects.toMatchObject({
      code: 'format/not-a-checkpoint',
      message: expect.stringMatching(message),
      advice: expect.stringMatching(/./),
    });
  });

  it.each([
    ['GGUF', fromText('GGUF\u0003\0\0\0')],
    ['npy', fromBytes(0x93, 'NUMPY', 1, 0)],
    ['npz', new MemorySource(makeZip([{ name: 'weights.npy', bytes: 'x' }]))],
    ['pt2', new MemorySource(makeZip([{ name: 'm/archive_format', bytes: 'pt2' }]))],
    ['shard index', fromText('{"metadata": {}, "weight_map": {"a": "model-1.safetensors"}}')],
    ['torch-tar', new MemorySource(tarWith('sys_info'))],
    [
      'DCP',
      new MemorySource(
        assemblePickle(
          ['PROTO', 2],
          ['GLOBAL', ['torch.distributed.checkpoint.metadata', 'Metadata']],
          'EMPTY_TUPLE',
          'NEWOBJ',
          'STOP',
        ),
      ),
    ],
  ])('recognises %s and says that it is not read yet', async (name, source) => {
    await expect(openFile(source)).rejects.toMatchObject({
      code: 'format/unsupported',
      message: expect.stringContaining(name),
    });
  });

  it('says of bytes that it does not know how they begin', async () => {
    await expect(openFile(fromBytes(1, 2, 3, 250))).rejects.toMatchObject({
      code: 'format/unknown',
      found: '01 02 03 fa',
    });
  });

  it('says that an empty file is empty', async () => {
    await expect(openFile(new MemorySource(new Uint8Array(0)))).rejects.toMatchObject({ code: 'source/empty' });
  });

  it('goes by the content, whatever the name', async () => {
    const pickle = assemblePickle(['PROTO', 4], ['BININT1', 7], 'STOP');
    expect(await openFile(new MemorySource(pickle, 'model.safetensors'))).toMatchObject({ format: 'pickle', root: 7 });
  });

  it('opens a pickle of protocol 0, which has no mark', async () => {
    expect(await openFile(fromText('(lp0\nI1\naI2\na.'))).toMatchObject({ format: 'pickle', root: { items: [1, 2] } });
  });

  it('reads nothing but the header of a safetensors file', async () => {
    const header = { w: { dtype: 'F32', shape: [50_000], data_offsets: [0, 200_000] }, __metadata__: { format: 'pt' } };
    const source = new CountingSource(safetensors(header, new Uint8Array(200_000)));
    const opened = await openFile(source);
    expect(opened).toMatchObject({ format: 'safetensors', container: { metadata: { format: 'pt' } }, findings: [] });
    expect(opened.tensors).toMatchObject([
      { dtype: 'float32', shape: [50_000], stride: [1], storage: { bytes: 200_000 } },
    ]);
    expect(source.bytesRead).toBeLessThanOrEqual(4096);
  });

  it('counts pairs of 4-bit floats as torch does', async () => {
    const source = safetensors({ w: { dtype: 'F4', shape: [2, 8], data_offsets: [0, 8] } }, new Uint8Array(8));
    const { tensors, findings } = await openFile(source);
    expect(tensors).toMatchObject([{ dtype: 'float4_e2m1fn_x2', shape: [2, 4] }]);
    expect(findings).toEqual([]);
  });
});

/** The header of a tar archive whose first member has this name. */
function tarWith(member: string): Uint8Array {
  const header = new Uint8Array(512);
  header.set(new TextEncoder().encode(member));
  header.set(new TextEncoder().encode('ustar'), 257);
  return header;
}
