import { describe, expect, it } from 'vitest';
import { NodeFlag } from '../../shared/treeIndex.ts';
import { tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { isCounter, listDistinctTensors } from './distinctTensors.ts';

const INDEX = treeIndexOf([
  tensorNode('weight'),
  { ...tensorNode('batches', []), dtype: 'int64' },
  { ...tensorNode('mask', [4]), dtype: 'bool' },
  { ...tensorNode('step', []), flags: NodeFlag.moment },
  { ...tensorNode('step', [2, 3]), flags: NodeFlag.moment },
  { ...tensorNode('exp_avg', []), flags: NodeFlag.moment },
  tensorNode('step', []),
]);

describe('isCounter', () => {
  it('is true of integers, masks and the count of an optimizer’s steps, and of nothing else', () => {
    const counters = [...Array(INDEX.nodes).keys()].filter((node) => isCounter(INDEX, node));
    expect(counters).toEqual([2, 3, 4]);
  });
});

describe('listDistinctTensors', () => {
  it('lists a tensor under its first row, once, in the order of the file', () => {
    const firstOf = new Map([[3, 1]]);
    expect(listDistinctTensors({ index: INDEX, firstOf }, Uint32Array.of(3, 2, 1))).toEqual([1, 2]);
  });
});
