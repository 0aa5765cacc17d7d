import { describe, expect, it } from 'vitest';
import { NodeFlag } from '../../shared/treeIndex.ts';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { readRow } from './rowFacts.ts';
import { createTreeModel } from './treeModel.ts';

function rowOf(...top: Parameters<typeof treeIndexOf>[0]) {
  return readRow(createTreeModel(treeIndexOf(top)), 1);
}

describe('readRow', () => {
  it('shows type and value of a scalar in place of figures', () => {
    const row = rowOf({ label: 'epoch', kind: 'int', type: 'int', summary: '39' });
    expect(row).toMatchObject({ label: 'epoch', value: { type: 'int', text: '39' }, word: undefined });
    expect(row.figures).toBeUndefined();
  });

  it('shows figures of a tensor', () => {
    expect(rowOf(tensorNode('weight', [8, 3], 4)).figures).toEqual({
      isTensor: true,
      dtype: 'float32',
      shape: [8, 3],
      tensors: 1,
      elements: 24,
      bytes: 96,
      storage: { number: 4, users: 1 },
    });
  });

  it('sums up a container of tensors and dims its type', () => {
    const children = [tensorNode('a', [2]), { ...tensorNode('b', [3]), dtype: 'int64' }];
    const row = rowOf({ label: 'state_dict', type: 'OrderedDict', children });
    expect(row.word).toBe('OrderedDict');
    expect(row.figures).toMatchObject({ isTensor: false, dtype: 'mixed', tensors: 2, elements: 5 });
  });

  it('writes what a container without tensors holds, its type only once', () => {
    const children = [{ label: 'fit_loop', children: [] }];
    const row = rowOf({ label: 'loops', type: 'dict', summary: 'fit_loop', children });
    expect(row).toMatchObject({ word: 'dict', value: { type: '', text: 'fit_loop' } });
  });

  it('counts the items of lists and of numbered modules, not of other modules', () => {
    expect(rowOf({ label: 'groups', kind: 'list', children: [{ label: '0' }] }).count).toBe(1);
    expect(rowOf(moduleNode('layers', [tensorNode('0'), tensorNode('1')])).count).toBe(2);
    expect(rowOf(moduleNode('attn', [tensorNode('qkv'), tensorNode('proj')])).count).toBeUndefined();
  });

  it('counts the tensors of a shared storage, repeated rows left out', () => {
    const row = rowOf(tensorNode('a', [2], 0), tensorNode('b', [2], 0), {
      ...tensorNode('again', [2], 0),
      flags: NodeFlag.repeated,
    });
    expect(row.figures?.storage).toEqual({ number: 0, users: 2 });
  });
});
