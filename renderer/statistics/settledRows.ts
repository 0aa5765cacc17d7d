import { NodeFlag, NODE_KINDS, type TreeIndex } from '../../shared/treeIndex.ts';

const TENSOR = NODE_KINDS.indexOf('tensor');
const NDARRAY = NODE_KINDS.indexOf('ndarray');

/** Which tensors of a tree are settled: their figures are known, or it is known that they have none. */
export interface SettledRows {
  /** Distinct tensors, and how many of them are settled. */
  readonly tensors: number;
  readonly settled: number;
  /** Rows of tensors at or below a node that are not settled. */
  openBelow(node: number): number;
  /** Settles the row of a tensor; whether it was not settled before. */
  settle(row: number): boolean;
  /** Settles all rows at or below a node. */
  settleBelow(node: number): void;
}

/** Nothing is settled at first. A row that repeats a tensor is settled by itself, but counts for no distinct tensor. */
export function createSettledRows(index: TreeIndex): SettledRows {
  const isSettled = new Uint8Array(index.nodes);
  const open = new Uint32Array(index.nodes);
  let tensors = 0;
  let settled = 0;
  for (let node = index.nodes - 1; node >= 0; node--) {
    if (isTensorRow(index, node)) {
      open[node] = 1;
      if (!isRepeatedRow(index, node)) tensors += 1;
    }
    const parent = index.parent[node] ?? -1;
    if (parent >= 0) open[parent] = (open[parent] ?? 0) + (open[node] ?? 0);
  }
  const settle = (row: number): boolean => {
    if (!isTensorRow(index, row) || isSettled[row] === 1) return false;
    isSettled[row] = 1;
    for (let up = row; up >= 0; up = index.parent[up] ?? -1) open[up] = (open[up] ?? 1) - 1;
    if (!isRepeatedRow(index, row)) settled += 1;
    return true;
  };
  return {
    tensors,
    get settled() {
      return settled;
    },
    openBelow: (node) => open[node] ?? 0,
    settle,
    settleBelow(node) {
      const end = index.end[node] ?? 0;
      for (let row = node; row < end && (open[node] ?? 0) > 0; row++) settle(row);
    },
  };
}

/** Whether a row shows the elements of a tensor or array. */
export function isTensorRow(index: TreeIndex, node: number): boolean {
  const kind = index.kind[node];
  return kind === TENSOR || kind === NDARRAY;
}

/** Whether a row shows what was shown before under another path. */
export function isRepeatedRow(index: TreeIndex, node: number): boolean {
  return ((index.flags[node] ?? 0) & NodeFlag.repeated) !== 0;
}
