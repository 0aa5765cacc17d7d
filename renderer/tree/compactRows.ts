import type { Arrangement } from '../../shared/treeIndex.ts';
import { rowNodeOf, type TreeModel } from './treeModel.ts';

/** Rows as they are drawn, top to bottom. */
export interface Rows {
  readonly nodes: Uint32Array;
  /** 1 where a row is open. */
  readonly open: Uint8Array;
}

/**
 * Folds chains of single modules into one row each. Where a lead is followed by its child, only the child's row stays; where
 * a chain is closed somewhere inside, the row stands for its last module and is closed.
 */
export function compactRows(model: TreeModel, arrangement: Arrangement): Rows {
  const { rows, open } = arrangement;
  const nodes = new Uint32Array(rows.length);
  const states = new Uint8Array(rows.length);
  let count = 0;
  for (let row = 0; row < rows.length; row++) {
    const node = rows[row] ?? 0;
    const isLead = model.lead[node] === 1;
    // A lead's only child is the next node of the index.
    if (isLead && rows[row + 1] === node + 1) continue;
    nodes[count] = isLead ? rowNodeOf(model, node) : node;
    states[count] = isLead ? 0 : (open[row] ?? 0);
    count++;
  }
  return { nodes: nodes.subarray(0, count), open: states.subarray(0, count) };
}

/** Position of a node's row; −1 where it is not shown. Rows are looked up one by one: they may be in any order. */
export function findRow(rows: Rows, node: number): number {
  return rows.nodes.indexOf(node);
}
