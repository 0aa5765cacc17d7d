import { describe, expect, it } from 'vitest';
import { MATCH_STATUSES, type ComparisonTree, type MatchStatus } from '../../shared/comparison.ts';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { createTreeModel } from '../grid/treeModel.ts';
import { listMatchActions } from './listMatchActions.ts';

// 1 a, 2 a.b, 3 a.c, 4 a.d
const INDEX = treeIndexOf([moduleNode('a', [tensorNode('b'), tensorNode('c'), tensorNode('d')])]);
const STATUSES: readonly MatchStatus[] = ['changed', 'changed', 'changed', 'added', 'removed'];
const NONE = new Float64Array(INDEX.nodes);
const TREE: ComparisonTree = {
  index: INDEX,
  status: Uint8Array.from(STATUSES, (status) => MATCH_STATUSES.indexOf(status)),
  differing: new Uint32Array(INDEX.nodes),
  leftL2: NONE,
  rightL2: NONE,
  relL2: NONE,
  maxAbs: NONE,
  changed: NONE,
};

function actionsOf(node: number, selected = 1) {
  const done: string[] = [];
  const groups = listMatchActions({
    compared: { model: createTreeModel(INDEX), tree: TREE },
    node,
    selected,
    copy: (what) => done.push(`copy ${what}`),
    openSubtree: (row) => done.push(`unfold ${row}`),
    showIn: (side, row) => done.push(`show ${row} in ${side}`),
  });
  const items = groups.flatMap((group) => group.items);
  return { ids: items.map(({ id }) => id), items, done };
}

describe('listMatchActions', () => {
  it('leads to the trees of both files where both have the tensor', () => {
    const { ids, items, done } = actionsOf(2);
    expect(ids).toEqual(['left', 'right', 'name', 'value']);
    for (const { onChoose } of items) onChoose();
    expect(done).toEqual(['show 2 in left', 'show 2 in right', 'copy name', 'copy value']);
  });

  it('leads to the one file that has the tensor', () => {
    expect(actionsOf(3).ids).toEqual(['right', 'name', 'value']);
    expect(actionsOf(4).ids).toEqual(['left', 'name', 'value']);
  });

  it('offers to expand a group, which has no row of its own in either file', () => {
    expect(actionsOf(1).ids).toEqual(['subtree', 'name', 'value']);
  });

  it('copies several rows as one table', () => {
    const { ids, items } = actionsOf(2, 3);
    expect(ids).toEqual(['left', 'right', 'name']);
    expect(items.at(-1)?.label).toBe('Copy 3 rows as a table');
  });
});
