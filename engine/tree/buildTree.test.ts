import { describe, expect, it } from 'vitest';
import type { Finding } from '../../shared/finding.ts';
import { MIXED_DTYPE, NO_DTYPE, NodeFlag } from '../../shared/treeIndex.ts';
import type { Pacer } from '../pacer.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { StorageValue, TensorValue } from '../values/tensorValue.ts';
import { buildTree } from './buildTree.ts';
import { kindOf } from './kindCodes.ts';
import { labelOf, nameOf, pathOf } from './nodePath.ts';
import { pythonExpression } from './pythonExpression.ts';
import type { Tree } from './tree.ts';

const RELENTLESS: Pacer = { isDue: () => false, pause: () => Promise.resolve() };

async function treeOf(root: PyValue, findings: readonly Finding[] = []): Promise<Tree> {
  return (await buildTree({ root, findings, moments: new Set<TensorValue>() }, RELENTLESS)).tree;
}

function dict(entries: readonly (readonly [PyValue, PyValue])[]): PyValue {
  return {
    kind: 'dict',
    type: 'builtins.dict',
    keys: entries.map(([key]) => key),
    values: entries.map(([, value]) => value),
  };
}

function storage(index: number, bytes: number): StorageValue {
  const common = { device: 'cpu', type: 'FloatStorage', dtype: 'float32', extent: undefined };
  return { kind: 'storage', key: String(index), elements: bytes / 4, bytes, index, ...common };
}

let storages = 0;

function tensor(shape: readonly number[], on?: StorageValue): TensorValue {
  const elements = shape.reduce((product, size) => product * size, 1);
  const stride = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const common = { layout: 'strided', dtype: 'float32', device: 'cpu', requiresGrad: false, storageOffset: 0 };
  return {
    kind: 'tensor',
    type: 'torch.Tensor',
    shape,
    stride,
    storage: on ?? storage(storages++, elements * 4),
    ...common,
  };
}

/** `kind name` of every row, indented. */
function outline(tree: Tree): string[] {
  const rows: string[] = [];
  for (let node = 1; node < tree.index.nodes; node++) {
    const indent = '  '.repeat((tree.index.depth[node] ?? 0) - 1);
    rows.push(`${indent}${labelOf(tree, node)}: ${kindOf(tree.index.kind[node])}`);
  }
  return rows;
}

describe('buildTree', () => {
  it('gathers dotted keys of one prefix at the place of its first key, in the order of the file', async () => {
    const tree = await treeOf(
      dict([
        ['a.x', tensor([2])],
        ['b.y', tensor([3])],
        ['a.z', tensor([4])],
        ['a', tensor([5])],
      ]),
    );
    expect(outline(tree)).toEqual(['a: module', '  x: tensor', '  z: tensor', 'b: module', '  y: tensor', 'a: tensor']);
    expect([...tree.index.children].slice(1)).toEqual([2, 0, 0, 1, 0, 0]);
    expect(pathOf(tree, 3)).toEqual(['a.z']);
    expect([...tree.index.shapeStart].slice(1)).toEqual([0, 0, 1, 2, 2, 3, 4]);
    expect([...tree.index.dims]).toEqual([2, 4, 3, 5]);
  });

  it('splits a key that leads to no tensor only beside tensors of its module', async () => {
    const tree = await treeOf(
      dict([
        ['net.fc.weight', tensor([1])],
        ['net.fc._extra_state', null],
        ['run.name', 'baseline'],
        ['net..odd', tensor([1])],
      ]),
    );
    expect(outline(tree)).toEqual([
      'net: module',
      '  fc: module',
      '    weight: tensor',
      '    _extra_state: none',
      'run.name: str',
      'net..odd: tensor',
    ]);
  });

  it('shows what is shared once, and what contains itself as a reference', async () => {
    const shared = tensor([4]);
    const items: PyValue[] = [shared];
    const list: PyValue = { kind: 'list', type: 'builtins.list', items };
    items.push(list, shared);
    const tree = await treeOf(
      dict([
        ['one', list],
        ['other', list],
      ]),
    );
    expect(outline(tree)).toEqual(['one: list', '  0: tensor', '  1: ref', '  2: tensor', 'other: ref']);
    expect([...tree.firstOf]).toEqual([
      [3, 1],
      [4, 2],
      [5, 1],
    ]);
    expect(tree.index.flags[4]).toBe(NodeFlag.repeated);
    expect([tree.index.tensors[0], tree.index.bytes[0]]).toEqual([1, 16]);
  });

  it('marks views and tensors that share a storage', async () => {
    const whole = storage(0, 32);
    const tree = await treeOf(
      dict([
        ['whole', tensor([8], whole)],
        ['part', tensor([2], whole)],
        ['own', tensor([1])],
      ]),
    );
    const { sharedStorage, view } = NodeFlag;
    expect([...tree.index.flags].slice(1)).toEqual([sharedStorage, sharedStorage | view, 0]);
  });

  it('tells one dtype from several', async () => {
    const half: TensorValue = { ...tensor([1]), dtype: 'float16' };
    const tree = await treeOf(
      dict([
        [
          'mixed',
          dict([
            ['a', tensor([1])],
            ['b', half],
          ]),
        ],
        ['none', dict([])],
      ]),
    );
    expect([tree.index.dtype[1], tree.index.dtype[4]]).toEqual([MIXED_DTYPE, NO_DTYPE]);
    expect(tree.index.dtypes).toEqual(['float32', 'float16']);
  });

  it('gives a file that is one bare tensor a row with an empty path', async () => {
    const tree = await treeOf(tensor([2, 3]));
    expect(outline(tree)).toEqual(['(value): tensor']);
    expect([pathOf(tree, 1), nameOf(tree, 1), pythonExpression(tree, 1)]).toEqual([[], '', 'ck']);
    expect([tree.index.tensors[0], tree.index.elements[0]]).toEqual([1, 6]);
  });

  it('points findings at their rows', async () => {
    const finding = (path: NonNullable<Finding['at']>['path']): Finding => ({
      code: 'tensor/bounds',
      severity: 'error',
      message: '',
      ...(path && { at: { path } }),
    });
    const root = dict([
      ['net.weight', tensor([1])],
      ['list', { kind: 'list', type: 'builtins.list', items: [1, 2] }],
    ]);
    const findings = [finding(['net.weight']), finding(['list', 1]), finding(undefined), finding(['gone'])];
    const { tree, findingNodes } = await buildTree({ root, findings, moments: new Set() }, RELENTLESS);
    expect(findingNodes).toEqual([2, 5, undefined, undefined]);
    expect((tree.index.flags[5] ?? 0) & NodeFlag.finding).toBe(NodeFlag.finding);
  });

  it('keeps labels that UTF-8 cannot hold', async () => {
    const tree = await treeOf(dict([['\ud800', 1]]));
    expect(pathOf(tree, 1)).toEqual(['\ud800']);
  });

  it('survives nesting of any depth', async () => {
    let value: PyValue = null;
    for (let depth = 0; depth < 100_000; depth++) value = { kind: 'tuple', items: [value] };
    const tree = await treeOf(value);
    expect(tree.index.nodes).toBe(100_001);
    expect(tree.index.depth.at(-1)).toBe(65_535);
  });

  it('lets others have their turn, and stops where that is refused', async () => {
    const items = Array.from({ length: 5000 }, (_, place) => place);
    const pacer: Pacer = { isDue: () => true, pause: () => Promise.reject(new Error('given up')) };
    const root: PyValue = { kind: 'list', type: 'builtins.list', items };
    await expect(buildTree({ root, findings: [], moments: new Set() }, pacer)).rejects.toThrow('given up');
  });
});

describe('pythonExpression', () => {
  it('writes keys as literals and attributes as they can be reached', async () => {
    const object: PyValue = {
      kind: 'object',
      callable: { kind: 'global', module: 'my', name: 'Class' },
      opcode: 'REDUCE',
      args: ['argument'],
      attrs: { names: ['lr', 'not a name', 'class'], values: [1, 2, 3] },
    };
    const tree = await treeOf(
      dict([
        [
          'quo"te\u202e',
          dict([
            [7, 1],
            [{ kind: 'tuple', items: [1, 'a'] }, 2],
          ]),
        ],
        ['o', object],
      ]),
    );
    const expressions = Array.from({ length: tree.index.nodes - 1 }, (_, place) => pythonExpression(tree, place + 1));
    expect(expressions).toEqual([
      String.raw`ck["quo\"te\u202e"]`,
      String.raw`ck["quo\"te\u202e"][7]`,
      String.raw`ck["quo\"te\u202e"][(1, 'a')]`,
      'ck["o"]',
      'ck["o"].lr',
      'getattr(ck["o"], "not a name")',
      'getattr(ck["o"], "class")',
      undefined,
    ]);
  });
});
