import { describe, expect, it } from 'vitest';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { defaultExpansion, isOpen, openSubtree, reveal, setOpen } from './expansion.ts';
import { createTreeModel } from './treeModel.ts';

const NONE = { base: 'none', toggled: new Uint32Array() } as const;
const ALL = { base: 'all', toggled: new Uint32Array() } as const;

const LAYERS = [moduleNode('0', [tensorNode('weight')]), moduleNode('1', [tensorNode('weight')])];
// 1 epoch, 2 state_dict, 3 agent, 4 model, 5 layers, 6 0, 7 weight, 8 1, 9 weight, 10 head, 11 weight
const MODEL = createTreeModel(
  treeIndexOf([
    { label: 'epoch', kind: 'int', summary: '39' },
    {
      label: 'state_dict',
      children: [
        moduleNode('agent', [
          moduleNode('model', [moduleNode('layers', LAYERS), moduleNode('head', [tensorNode('weight')])]),
        ]),
      ],
    },
  ]),
);

describe('expansion', () => {
  it('opens a file down to the first module of the state dict that branches', () => {
    expect([...defaultExpansion(MODEL).toggled]).toEqual([2, 3, 4]);
  });

  it('opens the only key of a file that has no state dict', () => {
    const bare = createTreeModel(treeIndexOf([moduleNode('model', [tensorNode('a'), tensorNode('b')])]));
    expect([...defaultExpansion(bare).toggled]).toEqual([1]);
  });

  it('looks past what holds no tensors', () => {
    const metadata = { label: '_metadata', children: [{ label: 'version', kind: 'int' as const }] };
    const children = [metadata, moduleNode('model', [tensorNode('a'), tensorNode('b')])];
    const withMetadata = createTreeModel(treeIndexOf([{ label: 'state_dict', children }]));
    expect([...defaultExpansion(withMetadata).toggled]).toEqual([1, 4]);
  });

  it('opens nothing in a file with several keys and no state dict', () => {
    const flat = createTreeModel(treeIndexOf([tensorNode('a'), tensorNode('b')]));
    expect([...defaultExpansion(flat).toggled]).toEqual([]);
  });

  it('remembers closed nodes where everything is open', () => {
    const closed = setOpen(ALL, [5], false);
    expect(isOpen(closed, 5)).toBe(false);
    expect(isOpen(closed, 6)).toBe(true);
    expect([...setOpen(closed, [5], true).toggled]).toEqual([]);
  });

  it('opens a subtree without its leaves and without what lies beside it', () => {
    expect([...openSubtree(MODEL.index, NONE, 5).toggled]).toEqual([5, 6, 8]);
  });

  it('opens what lies above a node to reveal it, and leaves the rest', () => {
    expect([...reveal(MODEL.index, setOpen(NONE, [10], true), 7).toggled]).toEqual([2, 3, 4, 5, 6, 10]);
    expect(reveal(MODEL.index, ALL, 7)).toBe(ALL);
  });
});
