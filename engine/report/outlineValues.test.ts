import { describe, expect, it } from 'vitest';
import type { PyDict, PyValue } from '../values/pyValue.ts';
import { outlineValues } from './outlineValues.ts';

function outline(root: PyValue): string[] {
  const lines: string[] = [];
  outlineValues(root, (line) => lines.push(line));
  return lines;
}

function dict(fields: Readonly<Record<string, PyValue>>): PyDict {
  return { kind: 'dict', type: 'builtins.dict', keys: Object.keys(fields), values: Object.values(fields) };
}

describe('outlineValues', () => {
  it('indents what stands below, one line for each place', () => {
    const shared = dict({ b: true });
    expect(outline(dict({ a: shared, c: [1, 'x'].length, again: shared }))).toEqual([
      'a: dict',
      '  b: bool True',
      'c: int 2',
      'again: dict, as a',
    ]);
  });

  it('writes a root without children as one line', () => {
    expect(outline(7)).toEqual(['int 7']);
    expect(outline(null)).toEqual(['NoneType None']);
  });

  it('escapes what could move the cursor', () => {
    expect(outline(dict({ 'a\u001b[2J': 'b\u0007' }))).toEqual(['a\\x1b[2J: str "b\\x07"']);
  });
});
