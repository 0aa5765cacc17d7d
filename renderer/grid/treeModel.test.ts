import { describe, expect, it } from 'vitest';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { readRow } from './rowFacts.ts';
import { createTreeModel, rowNodeOf, rowParentOf } from './treeModel.ts';

// 1 state_dict, 2 agent, 3 model, 4 head, 5 weight, 6 body, 7 weight
const MODEL = createTreeModel(
  treeIndexOf([
    {
      label: 'state_dict',
      children: [
        moduleNode('agent', [
          moduleNode('model', [moduleNode('head', [tensorNode('weight')]), moduleNode('body', [tensorNode('weight')])]),
        ]),
      ],
    },
  ]),
);

describe('chains of single modules', () => {
  it('counts levels without the leads and writes their names before the label', () => {
    expect([1, 3, 4, 5].map((node) => MODEL.level[node])).toEqual([0, 1, 2, 3]);
    expect(readRow(MODEL, 3)).toMatchObject({ lead: 'agent.', label: 'model' });
    expect(readRow(MODEL, 4)).toMatchObject({ lead: '', label: 'head' });
  });

  it('takes a chain for one row when it looks for rows and parents', () => {
    expect(rowNodeOf(MODEL, 2)).toBe(3);
    expect(rowParentOf(MODEL, 3)).toBe(1);
    expect(rowParentOf(MODEL, 4)).toBe(3);
    expect(rowParentOf(MODEL, 1)).toBeUndefined();
  });
});
