import { describe, expect, it } from 'vitest';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { createTreeModel } from '../grid/treeModel.ts';
import { listRowActions } from './listRowActions.ts';

// 1 a, 2 a.b, 3 a.c, 4 epoch
const MODEL = createTreeModel(
  treeIndexOf([
    moduleNode('a', [tensorNode('b'), tensorNode('c')]),
    { label: 'epoch', kind: 'int', type: 'int', summary: '39' },
  ]),
);

function actionsOf(node: number, selected: readonly number[] = [node]) {
  const done: string[] = [];
  const groups = listRowActions({
    model: MODEL,
    node,
    selected: Uint32Array.from(selected),
    copy: (what, row) => done.push(`copy ${what} of ${row}`),
    openTensor: (row) => done.push(`open ${row}`),
    openSubtree: (row) => done.push(`unfold ${row}`),
    compute: (rows) => done.push(`compute ${[...rows].join()}`),
  });
  const items = groups.flatMap((group) => group.items);
  return { ids: items.map(({ id }) => id), items, done };
}

describe('listRowActions', () => {
  it('offers the page and the statistics of a tensor', () => {
    expect(actionsOf(2).ids).toEqual(['tensor', 'name', 'python', 'statistics']);
  });

  it('offers to expand a module, which has no path in Python', () => {
    expect(actionsOf(1).ids).toEqual(['subtree', 'name', 'statistics']);
  });

  it('offers the value of what holds no tensors', () => {
    expect(actionsOf(4).ids).toEqual(['name', 'python', 'value']);
  });

  it('acts on all selected rows where that means anything', () => {
    const { items, done } = actionsOf(2, [2, 3, 4]);
    for (const { onChoose } of items) onChoose();
    expect(items.map(({ label }) => label)).toContain('Copy 3 rows as a table');
    expect(done).toEqual(['open 2', 'copy name of 2', 'copy python of 2', 'compute 2,3']);
  });
});
