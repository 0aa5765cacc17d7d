import { KIND_CODE } from '../tree/kindCodes.ts';
import { labelOf } from '../tree/nodePath.ts';
import type { Tree } from '../tree/tree.ts';
import type { PyValue } from '../values/pyValue.ts';

/** The value that a row shows. A module has none: it stands for the keys that it groups, by what follows its own name. */
export function valueAt(tree: Tree, node: number): PyValue {
  const { index, values } = tree;
  const value = values[node];
  if (value !== undefined) return value;
  const keys: string[] = [];
  const grouped: PyValue[] = [];
  const prefixes = new Map([[node, '']]);
  for (let row = node + 1; row < (index.end[node] ?? 0);) {
    const name = (prefixes.get(index.parent[row] ?? 0) ?? '') + labelOf(tree, row);
    if (index.kind[row] === KIND_CODE.module) {
      prefixes.set(row, `${name}.`);
      row++;
      continue;
    }
    keys.push(name);
    grouped.push(values[row] ?? null);
    row = index.end[row] ?? index.nodes;
  }
  return { kind: 'dict', type: 'builtins.dict', keys, values: grouped };
}
