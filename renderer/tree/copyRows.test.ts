import { describe, expect, it } from 'vitest';
import type { NodeDetail } from '../../shared/engineApi.ts';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { copyPath, copyRows, copyValue, exportRows, type RowSource } from './copyRows.ts';
import { createTreeModel } from '../grid/treeModel.ts';

// 1 a, 2 a.b
const MODEL = createTreeModel(treeIndexOf([moduleNode('a', [tensorNode('b')])]));

const DETAIL: NodeDetail = {
  node: 2,
  kind: 'str',
  path: ['x'],
  name: 'x',
  type: 'str',
  summary: '"2.6.6"',
  tensors: 0,
  elements: 0,
  bytes: 0,
  sharing: [],
  moments: [],
  findings: [],
};

function fileWith(detail: Partial<NodeDetail>): RowSource {
  const engine: RowSource['engine'] = {
    describeNode: () => Promise.resolve({ ...DETAIL, ...detail }),
    formatValue: ({ syntax }) => Promise.resolve({ text: `the value as ${syntax}`, cut: false }),
    exportTree: ({ nodes, syntax }, context) => {
      for (const piece of [syntax, ' of ', nodes ? [...nodes].join() : 'all']) context?.onUpdate?.(piece);
      return Promise.resolve({ rows: 2 });
    },
  };
  return { id: 'f', name: 'epoch=39-step=9680.ckpt', engine };
}

describe('copyRows', () => {
  it('copies the whole name of one row, and several rows as a table', async () => {
    expect(await copyRows(fileWith({}), MODEL, Uint32Array.of(2))).toBe('a.b');
    expect(await copyRows(fileWith({}), MODEL, Uint32Array.of(1, 2))).toBe('tsv of 1,2');
  });
});

describe('copyValue', () => {
  it('copies text as it is, without quotes', async () => {
    expect(await copyValue(fileWith({ text: '2.6.6' }), MODEL, 2)).toBe('2.6.6');
  });

  it('copies the expression that reaches what holds tensors, or its name where there is none', async () => {
    expect(await copyValue(fileWith({ tensors: 1, python: 'ck["a.b"]' }), MODEL, 2)).toBe('ck["a.b"]');
    expect(await copyValue(fileWith({ tensors: 1 }), MODEL, 2)).toBe('a.b');
  });

  it('copies containers, and text too long to show, as JSON', async () => {
    expect(await copyValue(fileWith({ items: 2, text: 'a: 1' }), MODEL, 2)).toBe('the value as json');
    expect(await copyValue(fileWith({ text: 'aaa', textCut: true }), MODEL, 2)).toBe('the value as json');
  });
});

describe('copyPath', () => {
  it('copies the expression that reaches a row, and says so where there is none', async () => {
    expect(await copyPath(fileWith({ python: 'ck["x"]' }), 2)).toBe('ck["x"]');
    await expect(copyPath(fileWith({}), 2)).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('exportRows', () => {
  it('offers the pieces under the name of the checkpoint', async () => {
    const saved: string[] = [];
    const host = {
      saveText: async (name: string, pieces: AsyncIterable<string>) => {
        saved.push(name);
        for await (const piece of pieces) saved.push(piece);
        return true;
      },
    };
    expect(await exportRows(host, fileWith({}), 'csv', undefined)).toBe(true);
    expect(saved).toEqual(['epoch=39-step=9680.tree.csv', 'csv', ' of ', 'all']);
  });
});
