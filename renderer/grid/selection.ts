import type { TreeSelection } from '../store/treeState.ts';
import { addSorted, hasSorted, removeSorted } from './sortedNodes.ts';

export const NOTHING_SELECTED: TreeSelection = { active: undefined, anchor: undefined, nodes: new Uint32Array() };

/** Selects one row and nothing else. */
export function selectOne(node: number): TreeSelection {
  return { active: node, anchor: node, nodes: Uint32Array.of(node) };
}

/** Selects all rows from the anchor to a row, as they are shown. */
export function extendTo(selection: TreeSelection, rows: Uint32Array, node: number): TreeSelection {
  const from = selection.anchor === undefined ? -1 : rows.indexOf(selection.anchor);
  const to = rows.indexOf(node);
  if (from < 0 || to < 0) return selectOne(node);
  const nodes = rows.slice(Math.min(from, to), Math.max(from, to) + 1).sort();
  return { active: node, anchor: selection.anchor, nodes };
}

/** Adds a row to the selection or takes it out. */
export function toggleOne(selection: TreeSelection, node: number): TreeSelection {
  const one = Uint32Array.of(node);
  const nodes = hasSorted(selection.nodes, node) ? removeSorted(selection.nodes, one) : addSorted(selection.nodes, one);
  return { active: node, anchor: node, nodes };
}

/** Selects every row that is shown. */
export function selectAll(selection: TreeSelection, rows: Uint32Array): TreeSelection {
  return { active: selection.active ?? rows[0], anchor: selection.anchor ?? rows[0], nodes: rows.slice().sort() };
}
