import { MATCH_STATUSES, type ComparisonTree } from '../../shared/comparison.ts';
import { nameOf } from '../grid/treeModel.ts';
import { writeTable } from '../grid/writeTable.ts';
import type { ComparedTree } from './useComparisonTree.ts';

/** Columns of copied rows, with the figures that they hold. */
const COLUMNS: readonly (readonly [
  title: string,
  key: keyof ComparisonTree & ('leftL2' | 'relL2' | 'rightL2' | 'maxAbs' | 'changed'),
])[] = [
  ['a_l2', 'leftL2'],
  ['relative_l2', 'relL2'],
  ['b_l2', 'rightL2'],
  ['max_abs', 'maxAbs'],
  ['changed', 'changed'],
];

/** Rows as text for the clipboard: the name of one, or, with figures, a tab-separated table in the order of the file. */
export function copyMatches({ tree, model }: ComparedTree, nodes: Uint32Array, what: 'name' | 'value'): string {
  const [only] = nodes;
  if (what === 'name' && nodes.length === 1) return nameOf(model, only ?? 0);
  const head = ['name', 'status', ...COLUMNS.map(([title]) => title)];
  const lines = Array.from(nodes, (node) => [
    nameOf(model, node),
    MATCH_STATUSES[tree.status[node] ?? 0] ?? '',
    ...COLUMNS.map(([, key]) => tree[key][node] ?? Number.NaN),
  ]);
  return writeTable(head, lines);
}
