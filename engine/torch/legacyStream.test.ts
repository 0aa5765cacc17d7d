import { describe, expect, it } from 'vitest';
import { assemblePickle, type Instruction } from '../../test/support/assemblePickle.ts';
import { MemorySource } from '../bytes/memorySource.ts';
import { openFile } from '../formats/openFile.ts';
import type { PyValue } from '../values/pyValue.ts';
import { LEGACY_MAGIC } from './legacyStream.ts';

/** The start of every legacy file: magic number, version, what the writer's machine was like. */
function preamble(littleEndian = true): Uint8Array[] {
  const magic = Uint8Array.from({ length: 10 }, (_, i) => Number((LEGACY_MAGIC >> BigInt(8 * i)) & 0xffn));
  return [
    assemblePickle(['PROTO', 2], ['LONG1', magic], 'STOP'),
    assemblePickle(['PROTO', 2], ['BININT2', 1001], 'STOP'),
    assemblePickle(
      'EMPTY_DICT',
      ['BINUNICODE', 'little_endian'],
      littleEndian ? 'NEWTRUE' : 'NEWFALSE',
      'SETITEM',
      'STOP',
    ),
  ];
}

interface LegacyFile {
  readonly object: readonly Instruction[];
  /** Keys and their storages: a count of elements, and bytes. */
  readonly storages: readonly (readonly [key: string, count: number, bytes: Uint8Array])[];
  readonly littleEndian?: boolean;
}

function writeLegacy({ object, storages, littleEndian }: LegacyFile): MemorySource {
  const keys = storages.flatMap(([key]): Instruction[] => [['BINUNICODE', key], 'APPEND']);
  const pieces = [
    ...preamble(littleEndian),
    assemblePickle(...object, 'STOP'),
    assemblePickle('EMPTY_LIST', ...keys, 'STOP'),
    ...storages.flatMap(([, count, bytes]) => [new Uint8Array(new BigInt64Array([BigInt(count)]).buffer), bytes]),
  ];
  return new MemorySource(new Uint8Array(pieces.flatMap((piece) => [...piece])), 'legacy.pt');
}

/** A persistent id; `view` is None or the fields of a part. */
function storageId(key: string, elements: number, view: readonly Instruction[] = ['NONE']): Instruction[] {
  return [
    'MARK',
    ['BINUNICODE', 'storage'],
    ['GLOBAL', ['torch', 'FloatStorage']],
    ['BINUNICODE', key],
    ['BINUNICODE', 'cpu'],
    ['BININT1', elements],
    ...view,
    'TUPLE',
    'BINPERSID',
  ];
}

const VIEW: Instruction[] = ['MARK', ['BINUNICODE', 'part'], ['BININT1', 2], ['BININT1', 3], 'TUPLE'];

describe('a legacy stream', () => {
  it('has its storages behind the pickles, each behind its count', async () => {
    const source = writeLegacy({ object: storageId('7', 2), storages: [['7', 2, new Uint8Array(8)]] });
    const opened = await openFile(source);
    expect(opened.format).toBe('torch-legacy');
    expect(opened.storages).toMatchObject([
      { key: '7', dtype: 'float32', bytes: 8, extent: { offset: source.size - 8, size: 8, compressed: false } },
    ]);
    expect(opened.findings).toEqual([]);
  });

  it('places a storage that is a part of another one inside that', async () => {
    const source = writeLegacy({ object: storageId('root', 6, VIEW), storages: [['root', 6, new Uint8Array(24)]] });
    const { root, storages, findings } = await openFile(source);
    expect(root).toMatchObject({ kind: 'storage', key: 'part', elements: 3, bytes: 12 });
    expect(storages).toMatchObject([
      { key: 'root', extent: { offset: source.size - 24 } },
      { key: 'part', extent: { offset: source.size - 24 + 8, size: 12 } },
    ]);
    expect(findings).toEqual([]);
  });

  it('keeps a part that does not fit into its storage as the id that it is', async () => {
    const source = writeLegacy({ object: storageId('root', 4, VIEW), storages: [['root', 4, new Uint8Array(16)]] });
    const { root, findings } = await openFile(source);
    expect(root).toMatchObject({ kind: 'persistent' });
    expect(findings.map(({ code }) => code)).toEqual(['storage/malformed']);
  });

  it('takes the class for a module that was saved with its source', async () => {
    const id: Instruction[] = [
      'MARK',
      ['BINUNICODE', 'module'],
      ['GLOBAL', ['my.package', 'Net']],
      ['BINUNICODE', 'net.py'],
      ['BINUNICODE', 'class Net: pass'],
      'TUPLE',
      'BINPERSID',
      'EMPTY_TUPLE',
      'NEWOBJ',
    ];
    const { root } = await openFile(writeLegacy({ object: id, storages: [] }));
    expect(root).toMatchObject({ kind: 'object', callable: { kind: 'global', module: 'my.package', name: 'Net' } });
  });

  it('tells the byte order of the machine that wrote it', async () => {
    const { container } = await openFile(writeLegacy({ object: ['NONE'], storages: [], littleEndian: false }));
    expect(container).toMatchObject({ byteOrder: 'big', version: '1001' });
  });

  it('says how much is missing of a file that was cut in its storages', async () => {
    const whole = writeLegacy({ object: storageId('7', 2), storages: [['7', 2, new Uint8Array(8)]] });
    const cut = new MemorySource(await whole.read(0, whole.size - 3), 'cut.pt');
    const { storages, findings } = await openFile(cut);
    expect(storages).toMatchObject([{ extent: { size: 5 } }]);
    expect(findings.map(({ code }) => code)).toEqual(['source/truncated', 'storage/short']);
  });

  it('opens with a key that no persistent id declares, and places no storage behind it', async () => {
    const source = writeLegacy({
      object: storageId('7', 1),
      storages: [
        ['ghost', 1, new Uint8Array(4)],
        ['7', 1, new Uint8Array(4)],
      ],
    });
    const { root, findings } = await openFile(source);
    expect(root).toMatchObject({ kind: 'storage', key: '7', extent: undefined });
    expect(findings.map(({ code }) => code)).toEqual(['storage/malformed', 'storage/missing']);
  });

  it('reads the state of a tensor class of torch before 0.4', async () => {
    const object: Instruction[] = [
      ['GLOBAL', ['torch', 'FloatTensor']],
      'EMPTY_TUPLE',
      'REDUCE',
      ['BINPUT', 0],
      'MARK',
      ...storageId('7', 6),
      ['BININT1', 1],
      ...tuple(2, 2),
      ...tuple(2, 1),
      'TUPLE',
      'BUILD',
    ];
    const { root } = await openFile(writeLegacy({ object, storages: [['7', 6, new Uint8Array(24)]] }));
    const tensor: PyValue = root;
    expect(tensor).toMatchObject({ kind: 'tensor', dtype: 'float32', shape: [2, 2], stride: [2, 1], storageOffset: 1 });
  });
});

function tuple(a: number, b: number): Instruction[] {
  return [['BININT1', a], ['BININT1', b], 'TUPLE2'];
}
