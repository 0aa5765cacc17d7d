import { describe, expect, it } from 'vitest';
import { assemblePickle, type Instruction } from '../../test/support/assemblePickle.ts';
import type { PyValue } from '../values/pyValue.ts';
import { createTorchPickles } from './readTorchPickle.ts';

interface Answer {
  readonly root: PyValue;
  readonly codes: readonly string[];
}

function run(...instructions: readonly Instruction[]): Answer {
  const pickles = createTorchPickles({ locate: () => ({ bytes: 64, size: 64, compressed: false }) });
  const { root } = pickles.run(assemblePickle(['PROTO', 2], ...instructions, 'STOP'), {});
  return { root, codes: pickles.problems.problems.map(({ finding }) => finding.code) };
}

function storage(key: string, type: string, elements: Instruction): Instruction[] {
  return [
    'MARK',
    ['BINUNICODE', 'storage'],
    ['GLOBAL', ['torch', type]],
    ['BINUNICODE', key],
    ['BINUNICODE', 'cuda:1'],
    elements,
    'TUPLE',
    'BINPERSID',
  ];
}

/** `_rebuild_tensor_v2` over a storage, with a size and a stride. */
function tensor(
  storageId: readonly Instruction[],
  size: readonly Instruction[],
  stride: readonly Instruction[],
): Instruction[] {
  const [rebuild] = [['GLOBAL', ['torch._utils', '_rebuild_tensor_v2']] as const];
  return [
    rebuild,
    'MARK',
    ...storageId,
    ['BININT1', 0],
    ...size,
    ...stride,
    'NEWFALSE',
    'EMPTY_DICT',
    'TUPLE',
    'REDUCE',
  ];
}

const FLOATS = storage('0', 'FloatStorage', ['BININT1', 16]);
const FOUR: Instruction[] = [['BININT1', 4], 'TUPLE1'];
const ONE: Instruction[] = [['BININT1', 1], 'TUPLE1'];

describe('the hooks for pickles of torch', () => {
  it('describe a tensor by its rebuild call, and its storage by the persistent id', () => {
    const { root, codes } = run(...tensor(FLOATS, FOUR, ONE));
    expect(root).toMatchObject({
      kind: 'tensor',
      dtype: 'float32',
      shape: [4],
      stride: [1],
      device: 'cuda:1',
      storage: { key: '0', type: 'FloatStorage', elements: 16, bytes: 64 },
    });
    expect(codes).toEqual([]);
  });

  it('give one object to all that share a key', () => {
    const { root } = run(...FLOATS, ...FLOATS, 'TUPLE2');
    expect(root).toMatchObject({ kind: 'tuple' });
    if (typeof root === 'object' && root?.kind === 'tuple') expect(root.items[0]).toBe(root.items[1]);
  });

  it('keep a call visible, and report it, when its arguments are none that torch writes', () => {
    const { root, codes } = run(...tensor(FLOATS, [['BINUNICODE', 'size']], ONE));
    expect(root).toMatchObject({ kind: 'object', callable: { module: 'torch._utils', name: '_rebuild_tensor_v2' } });
    expect(codes).toEqual(['tensor/malformed']);
  });

  it.each<[string, Instruction]>([
    ['negative', ['BININT', -4]],
    ['a text', ['BINUNICODE', '4']],
    ['beyond 2^53', ['LONG1', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1)]],
  ])('keep a persistent id visible whose count is %s', (_, count) => {
    const { root, codes } = run(...storage('0', 'FloatStorage', count));
    expect(root).toMatchObject({ kind: 'persistent' });
    expect(codes).toEqual(['storage/malformed']);
  });

  it('call nothing: a name of torch that is no known constructor stays a call', () => {
    const { root, codes } = run(['GLOBAL', ['torch.hub', 'load']], ['BINUNICODE', 'x'], 'TUPLE1', 'REDUCE');
    expect(root).toMatchObject({ kind: 'object', callable: { module: 'torch.hub', name: 'load' }, args: ['x'] });
    expect(codes).toEqual([]);
  });

  it('take constants of torch for data', () => {
    const { root } = run(
      ['GLOBAL', ['torch', 'float16']],
      ['GLOBAL', ['torch', 'per_channel_affine']],
      ['GLOBAL', ['torch', 'channels_last']],
      'TUPLE3',
    );
    expect(root).toMatchObject({
      items: [
        { what: 'dtype', text: 'float16' },
        { what: 'qscheme', text: 'per_channel_affine' },
        { what: 'memory_format', text: 'channels_last' },
      ],
    });
  });

  it('refuse a pickle that has one long size copied a million times', () => {
    const long: Instruction[] = [
      'MARK',
      ...Array.from({ length: 20_000 }, (): Instruction => ['BININT1', 1]),
      'TUPLE',
      ['BINPUT', 0],
      'POP',
    ];
    const again = Array.from({ length: 400 }, () => [
      ...tensor(FLOATS, [['BINGET', 0]], [['BINGET', 0]]),
      'POP' as const,
    ]);
    expect(() => run(...long, ...again.flat(), 'NONE')).toThrow(expect.objectContaining({ code: 'pickle/limit' }));
  });
});
