import { describe, expect, it } from 'vitest';
import type { PathStep } from '../../shared/pathStep.ts';
import { NODE_KINDS } from '../../shared/treeIndex.ts';
import { createPacer, type Pacer } from '../pacer.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import { buildNamedTree, type NamedTensor } from './namedTree.ts';
import { labelOf, nameOf, pathOf } from './nodePath.ts';

const unhurried: Pacer = { isDue: () => false, pause: async () => {} };

function tensor(shape: readonly number[] = [2], dtype = 'float32'): TensorValue {
  return {
    kind: 'tensor',
    type: 'torch.Tensor',
    layout: 'strided',
    dtype,
    shape,
    stride: shape.map(() => 1),
    storageOffset: 0,
    storage: {
      kind: 'storage',
      key: '0',
      dtype,
      type: 'UntypedStorage',
      device: 'cpu',
      elements: 8,
      bytes: 32,
      extent: undefined,
      index: 0,
    },
    device: 'cpu',
    requiresGrad: false,
    attrs: { names: ['grad'], values: [3] },
  };
}

const named = (...paths: (readonly PathStep[])[]): NamedTensor[] => paths.map((path) => ({ path, value: tensor() }));

/** Rows as an outline: two spaces a level, the kind of a group in brackets. */
async function outline(tensors: readonly NamedTensor[]): Promise<string[]> {
  const { tree } = await buildNamedTree(tensors, unhurried);
  const { index } = tree;
  return Array.from({ length: index.nodes - 1 }, (_, at) => at + 1).map((node) => {
    const kind = NODE_KINDS[index.kind[node] ?? 0] ?? '';
    const indent = '  '.repeat((index.depth[node] ?? 1) - 1);
    return `${indent}${labelOf(tree, node)}${kind === 'tensor' ? '' : ` (${kind})`}`;
  });
}

describe('buildNamedTree', () => {
  it('opens a module for each part of a dotted key, and has no rows for steps that all share', async () => {
    const tensors = named(
      ['state_dict', 'encoder.0.weight'],
      ['state_dict', 'encoder.0.bias'],
      ['state_dict', 'head.weight'],
      ['state_dict', 'encoder.1.weight'],
    );
    expect(await outline(tensors)).toEqual([
      'encoder (module)',
      '  0 (module)',
      '    weight',
      '    bias',
      '  1 (module)',
      '    weight',
      'head (module)',
      '  weight',
    ]);
    expect((await buildNamedTree(tensors, unhurried)).prefix).toEqual(['state_dict']);
  });

  it('finds the row of each tensor and the tensor of each row', async () => {
    const tensors = named(['s', 'a.w'], ['s', 'b.w'], ['s', 'a.v'], ['s', 'a']);
    const { tree, nodeOf, tensorOf } = await buildNamedTree(tensors, unhurried);
    expect([...nodeOf].map((node) => nameOf(tree, node))).toEqual(['a.w', 'b.w', 'a.v', 'a']);
    expect([...nodeOf].map((node) => tensorOf[node])).toEqual([0, 1, 2, 3]);
    expect([...tensorOf].filter((place) => place < 0)).toHaveLength(tree.index.nodes - 4);
  });

  it('keeps a tensor beside the group of the same name, and two tensors of one path beside each other', async () => {
    expect(await outline(named(['m', 'a'], ['m', 'a', 'w'], ['m', 'a.w'], ['m', 'a']))).toEqual([
      'a',
      'a (dict)',
      '  w',
      'a (module)',
      '  w',
      'a',
    ]);
  });

  it('keeps steps that are no names as they are', async () => {
    const paths: (readonly PathStep[])[] = [
      [0, { key: '1.5' }],
      [1, { attr: 'buffer' }],
      [1, { kwarg: 'data' }],
      [1, '.odd..key.'],
    ];
    const { tree, nodeOf } = await buildNamedTree(named(...paths), unhurried);
    expect([...nodeOf].map((node) => pathOf(tree, node))).toEqual(paths);
  });

  it('shows a file that is one bare tensor as one row, and no tensors as none', async () => {
    expect(await outline(named([]))).toEqual(['(value)']);
    expect(await outline([])).toEqual([]);
  });

  it('counts every row, also of a tensor that stands in two places, and calls no storage shared', async () => {
    const value = tensor([4]);
    const tensors = [
      { path: ['a.w'], value },
      { path: ['a.tied'], value },
      { path: ['b'], value: tensor([3]) },
    ];
    const { tree } = await buildNamedTree(tensors, unhurried);
    const { index } = tree;
    expect([index.tensors[0], index.elements[0], index.bytes[0]]).toEqual([3, 11, 44]);
    expect([...index.children]).toEqual([2, 2, 0, 0, 0]);
    expect([...index.storage]).toEqual([-1, -1, -1, -1, -1]);
    expect([...index.flags]).toEqual([0, 0, 0, 0, 0]);
    expect(tree.firstOf.size).toBe(0);
  });

  it('takes paths of any depth', async () => {
    const deep = Array.from({ length: 100_000 }, (_, at) => at);
    const { tree, nodeOf } = await buildNamedTree(named([...deep, 'a'], ['b']), unhurried);
    expect(tree.index.nodes).toBe(100_003);
    expect(nodeOf[0]).toBe(100_001);
  });

  it('lets others have their turn, and hears that it is given up', async () => {
    const controller = new AbortController();
    let time = 0;
    const pace = { clock: () => (time += 5), yieldNow: async () => controller.abort(new Error('enough')) };
    const tensors = named(...Array.from({ length: 5000 }, (_, at) => [`layer.${at}.weight`]));
    await expect(buildNamedTree(tensors, createPacer(pace, controller.signal))).rejects.toThrow('enough');
  });
});
