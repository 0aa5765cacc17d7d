import { describe, expect, it } from 'vitest';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { createTreeModel } from '../grid/treeModel.ts';
import { listSeriesActions } from './listSeriesActions.ts';

// 1 a, 2 a.b, 3 a.c
const MODEL = createTreeModel(treeIndexOf([moduleNode('a', [tensorNode('b'), tensorNode('c')])]));

function actionsOf(node: number, selected = 1, labels: readonly string[] = ['35', '36', '37'], chosen = 2) {
  const done: string[] = [];
  const groups = listSeriesActions({
    model: MODEL,
    node,
    selected,
    labels,
    chosen,
    copy: (what) => done.push(`copy ${what}`),
    openSubtree: (row) => done.push(`unfold ${row}`),
    compare: () => done.push('compare'),
  });
  const items = groups.flatMap((group) => group.items);
  return { labels: items.map(({ label }) => label), items, done };
}

describe('listSeriesActions', () => {
  it('offers the chosen step, and the rows below a group', () => {
    const { labels, items, done } = actionsOf(1);
    expect(labels).toEqual(['Compare 36 and 37 here', 'Expand everything below', 'Copy the name', 'Copy the row']);
    for (const { onChoose } of items) onChoose();
    expect(done).toEqual(['compare', 'unfold 1', 'copy name', 'copy value']);
  });

  it('compares the first checkpoint with the second', () => {
    expect(actionsOf(2, 1, ['35', '36'], 0).labels[0]).toBe('Compare 35 and 36 here');
  });

  it('offers no comparison of a single checkpoint', () => {
    expect(actionsOf(2, 1, ['35'], 0).labels).toEqual(['Copy the name', 'Copy the row']);
  });

  it('counts several rows', () => {
    expect(actionsOf(2, 2).labels.slice(1)).toEqual(['Copy 2 names', 'Copy 2 rows as a table']);
  });
});
