import { describe, expect, it } from 'vitest';
import { NodeFlag } from '../../shared/treeIndex.ts';
import { tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { isFiltering, NO_FILTER } from '../grid/treeFilter.ts';
import { countViews, showsViews, toggleViews } from './viewCondition.ts';

const INDEX = treeIndexOf([
  tensorNode('own'),
  { ...tensorNode('moment'), flags: NodeFlag.moment | NodeFlag.requiresGrad },
  { ...tensorNode('part'), flags: NodeFlag.view },
  { ...tensorNode('shared'), flags: NodeFlag.sharedStorage | NodeFlag.view },
  { ...tensorNode('again'), flags: NodeFlag.repeated },
  { label: 'note', kind: 'str', summary: '""', flags: NodeFlag.repeated },
]);

describe('the condition on views', () => {
  it('counts tensors without a whole storage of their own', () => expect(countViews(INDEX)).toBe(3));

  it('is taken in and out', () => {
    const on = toggleViews(NO_FILTER);
    expect([showsViews(NO_FILTER), showsViews(on), isFiltering(on)]).toEqual([false, true, true]);
    expect(toggleViews(on)).toEqual(NO_FILTER);
  });
});
