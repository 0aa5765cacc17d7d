import { expect, it } from 'vitest';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { countConditions } from './countConditions.ts';

const NONE = Number.NaN;

it('counts tensors, not groups, that hold NaN anywhere or never change', () => {
  // 1 head, 2 still, 3 moving, 4 broken, 5 alone
  const index = treeIndexOf([
    moduleNode('head', [tensorNode('still'), tensorNode('moving'), tensorNode('broken'), tensorNode('alone')]),
  ]);
  const rows = { root: [NONE, NONE], head: [NONE, 0], still: [NONE, 0], moving: [NONE, 1e-4], broken: [NONE, NONE] };
  const relL2 = Float64Array.from([...Object.values(rows), [NONE, NONE]].flat());
  const nan = Float64Array.from([0, 0, 0, 2, 0, 0, 0, 0, 0, 2, 0, NONE]);
  const tree = { index, checkpoints: 2, l2: new Float64Array(12), relL2, nan };
  expect(countConditions(tree)).toEqual({ 'has-nan': 1, frozen: 1 });
});
