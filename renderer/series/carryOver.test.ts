import { describe, expect, it } from 'vitest';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { createTreeModel } from '../grid/treeModel.ts';
import { FIRST_TREE } from '../store/treeState.ts';
import { carryOver, sameRows } from './carryOver.ts';

const HEAD = moduleNode('head', [tensorNode('weight')]);
// 1 encoder, 2 bias, 3 head, 4 weight
const BEFORE = treeIndexOf([moduleNode('encoder', [tensorNode('bias')]), HEAD]);
// 1 encoder, 2 extra, 3 bias, 4 head, 5 weight
const GROWN = treeIndexOf([moduleNode('encoder', [tensorNode('extra'), tensorNode('bias')]), HEAD]);
// 1 head, 2 weight
const SHRUNK = treeIndexOf([HEAD]);

describe('sameRows', () => {
  it('holds for trees of the same names', () => {
    expect(sameRows(BEFORE, treeIndexOf([moduleNode('encoder', [tensorNode('bias')]), HEAD]))).toBe(true);
  });

  it('fails where a row came or has another name', () => {
    expect(sameRows(BEFORE, GROWN)).toBe(false);
    expect(sameRows(BEFORE, treeIndexOf([moduleNode('encoder', [tensorNode('bios')]), HEAD]))).toBe(false);
  });
});

describe('carryOver', () => {
  const state = {
    ...FIRST_TREE,
    scrollTop: 520,
    expansion: { base: 'none', toggled: Uint32Array.of(1, 3) } as const,
    selection: { active: 4, anchor: 2, nodes: Uint32Array.of(2, 4) },
  };

  it('finds folded and selected rows under their new numbers', () => {
    const carried = carryOver(state, createTreeModel(BEFORE), createTreeModel(GROWN));
    expect(carried.expansion).toEqual({ base: 'none', toggled: Uint32Array.of(1, 4) });
    expect(carried.selection).toEqual({ active: 5, anchor: 3, nodes: Uint32Array.of(3, 5) });
    expect(carried.scrollTop).toBe(520);
  });

  it('forgets rows that are gone', () => {
    const carried = carryOver(state, createTreeModel(BEFORE), createTreeModel(SHRUNK));
    expect(carried.expansion?.toggled).toEqual(Uint32Array.of(1));
    expect(carried.selection).toEqual({ active: 2, anchor: undefined, nodes: Uint32Array.of(2) });
  });
});
