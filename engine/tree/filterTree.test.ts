import { describe, expect, it } from 'vitest';
import { NodeFlag, type TreeFilter } from '../../shared/treeIndex.ts';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { filterTree } from './filterTree.ts';
import { makeSearchable } from './searchableTree.ts';

// 1 block, 2 block.own, 3 block.part, 4 shared, 5 again (shows 4), 6 note
const INDEX = treeIndexOf([
  moduleNode('block', [
    { ...tensorNode('own'), flags: NodeFlag.requiresGrad },
    { ...tensorNode('part'), flags: NodeFlag.view | NodeFlag.requiresGrad },
  ]),
  { ...tensorNode('shared'), flags: NodeFlag.sharedStorage },
  { ...tensorNode('again'), flags: NodeFlag.sharedStorage | NodeFlag.repeated },
  { label: 'note', kind: 'str', summary: '""', flags: NodeFlag.repeated },
]);
const TREE = makeSearchable({ index: INDEX, firstOf: new Map([[5, 4]]) });
const ALL: TreeFilter = { text: '', syntax: 'text', in: 'names', dtypes: [], shape: '', minBytes: 0 };

function hitsOf(filter: Partial<TreeFilter>): readonly number[] {
  const { isHit } = filterTree(TREE, { ...ALL, ...filter });
  return [...isHit.keys()].filter((node) => isHit[node] === 1);
}

describe('filterTree', () => {
  it('keeps tensors with any of the wanted flags, and nothing that is no tensor', () => {
    expect(hitsOf({ flags: NodeFlag.view })).toEqual([3]);
    expect(hitsOf({ flags: NodeFlag.view | NodeFlag.sharedStorage | NodeFlag.repeated })).toEqual([3, 4, 5]);
    expect(hitsOf({ flags: NodeFlag.finding })).toEqual([]);
  });

  it('counts a tensor that several rows show once', () => {
    const filter = { ...ALL, flags: NodeFlag.sharedStorage };
    expect(filterTree(TREE, filter)).toMatchObject({ hits: 2, tensorHits: 1 });
  });

  it('asks for all conditions at once', () => {
    expect(hitsOf({ flags: NodeFlag.requiresGrad, text: 'own' })).toEqual([2]);
    expect(hitsOf({ flags: NodeFlag.view, minBytes: 1000 })).toEqual([]);
  });
});
