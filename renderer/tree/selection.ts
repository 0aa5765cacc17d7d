import { addSorted, hasSorted, removeSorted } from './sortedNodes.ts';

/** Which rows are selected, by node, so that a selection outlives folding, sorting and filtering. */
export interface Selection {
  /** The row that the keyboard moves; undefined before anything was chosen. */
  readonly active: number | undefined;
  /** Where an extended selection begins. */
  readonly anchor: number | undefined;
  /** Ascending node numbers. */
  readonly nodes: Uint32Array;
}

export const NOTHING_SELECTED: Selection = { active: undefined, anchor: undefined, nodes: new Uint32Array() };

/** Selects one row and nothing else. */
export function selectOne(node: number): Selection {
  return { active: node, anchor: node, nodes: Uint32Array.of(node) };
}

/** Selects all rows from the anchor to a row, as they are shown. */
export function extendTo(selection: Selection, rows: Uint32Array, node: number): Selection {
  const from = selection.anchor === undefined ? -1 : rows.indexOf(selection.anchor);
  const to = rows.indexOf(node);
  if (from < 0 || to < 0) return selectOne(node);
  const nodes = rows.slice(Math.min(from, to), Math.max(from, to) + 1).sort();
  return { active: node, anchor: selection.anchor, nodes };
}

/** Adds a row to the selection or takes it out. */
export function toggleOne(selection: Selection, node: number): Selection {
  const one = Uint32Array.of(node);
  const nodes = hasSorted(selection.nodes, node) ? removeSorted(selection.nodes, one) : addSorted(selection.nodes, one);
  return { active: node, anchor: node, nodes };
}

/** Selects every row that is shown. */
export function selectAll(selection: Selection, rows: Uint32Array): Selection {
  return { active: selection.active ?? rows[0], anchor: selection.anchor ?? rows[0], nodes: rows.slice().sort() };
}
