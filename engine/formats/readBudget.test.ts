import { describe, expect, it } from 'vitest';
import { assemblePickle, type Instruction } from '../../test/support/assemblePickle.ts';
import { makeZip } from '../../test/support/makeZip.ts';
import { CountingSource } from '../bytes/countingSource.ts';
import { MemorySource } from '../bytes/memorySource.ts';
import { LEGACY_MAGIC } from '../torch/legacyStream.ts';
import { openFile } from './openFile.ts';

const PAYLOAD = 400_000;

/** A tensor over a whole storage of `PAYLOAD` bytes. */
function tensor(key: string, view: readonly Instruction[]): Instruction[] {
  return [
    ['GLOBAL', ['torch._utils', '_rebuild_tensor_v2']],
    'MARK',
    'MARK',
    ['BINUNICODE', 'storage'],
    ['GLOBAL', ['torch', 'FloatStorage']],
    ['BINUNICODE', key],
    ['BINUNICODE', 'cpu'],
    ['BININT', PAYLOAD / 4],
    ...view,
    'TUPLE',
    'BINPERSID',
    ['BININT1', 0],
    ['BININT', PAYLOAD / 4],
    'TUPLE1',
    ['BININT1', 1],
    'TUPLE1',
    'NEWFALSE',
    'EMPTY_DICT',
    'TUPLE',
    'REDUCE',
  ];
}

function dictOf(keys: readonly string[], view: readonly Instruction[] = []): Uint8Array {
  const items = keys.flatMap((key): Instruction[] => [
    ['BINUNICODE', `layers.${key}.weight`],
    ...tensor(key, view),
    'SETITEM',
  ]);
  return assemblePickle(['PROTO', 2], 'EMPTY_DICT', ...items, 'STOP');
}

function keysUpTo(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

describe('opening stays within its budget of reads', () => {
  it.each([1, 20, 600])('for a legacy stream with %i tensors: 4 × its pickles + 64 KiB', async (count) => {
    const keys = keysUpTo(count);
    const magic = Uint8Array.from({ length: 10 }, (_, i) => Number((LEGACY_MAGIC >> BigInt(8 * i)) & 0xffn));
    const pickles = Buffer.concat([
      assemblePickle(['PROTO', 2], ['LONG1', magic], 'STOP'),
      assemblePickle(['PROTO', 2], ['BININT2', 1001], 'STOP'),
      assemblePickle('EMPTY_DICT', 'STOP'),
      dictOf(keys, ['NONE']),
      assemblePickle('EMPTY_LIST', ...keys.flatMap((key): Instruction[] => [['BINUNICODE', key], 'APPEND']), 'STOP'),
    ]);
    // The storages are never looked at: a file of their length is enough.
    const source = new CountingSource(
      new SparseSource(new Uint8Array(pickles), pickles.length + count * (8 + PAYLOAD)),
    );
    const opened = await openFile(source);
    expect(opened.tensors).toHaveLength(count);
    expect(opened.findings).toEqual([]);
    expect(source.bytesRead).toBeLessThanOrEqual(4 * pickles.length + 65_536);
  });

  it('for a TorchScript archive, whose storages come first: 10 reads', async () => {
    const keys = keysUpTo(8);
    const zip = makeZip([
      ...keys.map((key) => ({ name: `m/data/${key}`, bytes: new Uint8Array(PAYLOAD) })),
      { name: 'm/data.pkl', bytes: dictOf(keys) },
      ...keys.map((key) => ({ name: `m/code/__torch__/layer${key}.py`, bytes: 'x'.repeat(20_000), deflate: true })),
      { name: 'm/constants.pkl', bytes: assemblePickle(['PROTO', 2], 'EMPTY_TUPLE', 'STOP') },
      { name: 'm/version', bytes: '3\n' },
    ]);
    const source = new CountingSource(new MemorySource(zip, 'script.pt'));
    const opened = await openFile(source);
    expect(opened).toMatchObject({ format: 'torchscript', container: { version: '3' }, findings: [] });
    expect(opened.tensors).toHaveLength(8);
    expect(source.reads).toBeLessThanOrEqual(10);
    expect(source.bytesRead).toBeLessThanOrEqual(128 * 1024 + dictOf(keys).length);
  });
});

/** Bytes, and zeros behind them that take no memory. */
class SparseSource extends MemorySource {
  override readonly size: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, size: number) {
    super(bytes, 'legacy.pt');
    this.#bytes = bytes;
    this.size = size;
  }

  override async read(offset: number, length: number): Promise<Uint8Array> {
    const result = new Uint8Array(length);
    result.set(this.#bytes.subarray(offset, offset + length));
    return result;
  }
}
