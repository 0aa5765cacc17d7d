import { describe, expect, it } from 'vitest';
import { NodeFlag } from '../../shared/treeIndex.ts';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { createTreeModel } from '../grid/treeModel.ts';
import { sumNodes } from './sumNodes.ts';

// 1 a, 2 a.x, 3 a.y, 4 b (shows a.x once more), 5 n
const MODEL = createTreeModel(
  treeIndexOf([
    moduleNode('a', [tensorNode('x', [10]), { ...tensorNode('y', [2]), dtype: 'int64' }]),
    { ...tensorNode('b', [10]), flags: NodeFlag.repeated },
    { label: 'n', kind: 'int', summary: '1' },
  ]),
);

describe('sumNodes', () => {
  it('sums up what is below a node by element type, the most bytes first', () => {
    expect(sumNodes(MODEL, [1])).toEqual({
      tensors: 2,
      elements: 12,
      bytes: 48,
      dtypes: [
        { dtype: 'float32', tensors: 1, elements: 10, bytes: 40 },
        { dtype: 'int64', tensors: 1, elements: 2, bytes: 8 },
      ],
    });
  });

  it('counts what is selected twice, by itself and by its parent, once', () => {
    expect(sumNodes(MODEL, [1, 2, 3]).tensors).toBe(2);
  });

  it('counts a repeated tensor where it was chosen itself', () => {
    expect(sumNodes(MODEL, [4]).elements).toBe(10);
    expect(sumNodes(MODEL, [0]).tensors).toBe(2);
  });

  it('is nothing for values without tensors', () => {
    expect(sumNodes(MODEL, [5])).toEqual({ tensors: 0, elements: 0, bytes: 0, dtypes: [] });
  });
});
