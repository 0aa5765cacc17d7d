import { expect, it } from 'vitest';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { createTreeModel } from './treeModel.ts';
import { fillExpansion } from './fillExpansion.ts';

const layer = (name: string): ReturnType<typeof moduleNode> =>
  moduleNode(name, [tensorNode('weight'), tensorNode('bias')]);
// 1 agent, 2 model (one row), 3 head, 4 weight, 5 bias, 6 layers, 7 0, 8, 9, 10 1, 11, 12, 13 2, 14, 15
const MODEL = createTreeModel(
  treeIndexOf([
    moduleNode('agent', [
      moduleNode('model', [layer('head'), moduleNode('layers', [layer('0'), layer('1'), layer('2')])]),
    ]),
  ]),
);

it('opens level by level as long as the rows fit', () => {
  // One row for agent.model, two below it, two below the head, three below the layers: eight.
  expect([...fillExpansion(MODEL, 8).toggled]).toEqual([1, 2, 3, 6]);
  expect([...fillExpansion(MODEL, 7).toggled]).toEqual([1, 2, 3]);
  expect([...fillExpansion(MODEL, 100).toggled]).toEqual([1, 2, 3, 6, 7, 10, 13]);
});

it('opens no less than a file does', () => {
  expect([...fillExpansion(MODEL, 0).toggled]).toEqual([1, 2]);
});
