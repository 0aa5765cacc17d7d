import { describe, expect, it } from 'vitest';
import type { PyValue } from '../values/pyValue.ts';
import { buildTree } from './buildTree.ts';
import { EXPORTS } from './exportTree.ts';

async function writeRow(syntax: keyof typeof EXPORTS, key: string, value: PyValue): Promise<string> {
  const root: PyValue = { kind: 'dict', type: 'builtins.dict', keys: [key], values: [value] };
  const pacer = { isDue: () => false, pause: () => Promise.resolve() };
  const { tree } = await buildTree({ root, findings: [], moments: new Set() }, pacer);
  return EXPORTS[syntax].writeRow(tree, 1);
}

describe('exportTree', () => {
  it('keeps a spreadsheet from running a cell', async () => {
    expect(await writeRow('csv', '=HYPERLINK("x")', 1)).toBe(`"'=HYPERLINK(""x"")",int,,,,,,1`);
    expect(await writeRow('csv', '@cmd', 1)).toBe("'@cmd,int,,,,,,1");
    expect(await writeRow('tsv', '+1+1', 1)).toBe("'+1+1\tint\t\t\t\t\t\t1");
  });

  it('leaves numbers alone', async () => {
    expect(await writeRow('csv', 'loss', -5)).toBe('loss,int,,,,,,-5');
    expect(await writeRow('csv', 'lr', { kind: 'float', value: -1e-5 })).toBe('lr,float,,,,,,-1e-05');
  });

  it('keeps one row on one line where it is pasted', async () => {
    expect(await writeRow('tsv', 'a\tb\nc', 1)).toBe('a b c\tint\t\t\t\t\t\t1');
  });

  it('writes exact paths as JSON', async () => {
    expect(JSON.parse(await writeRow('json', 'a.b', 'text'))).toEqual({
      path: ['a.b'],
      name: 'a.b',
      type: 'str',
      value: '"text"',
    });
  });
});
