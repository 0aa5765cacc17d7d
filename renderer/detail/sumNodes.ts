import { NodeFlag } from '../../shared/treeIndex.ts';
import { dtypeOf, kindOf, type TreeModel } from '../grid/treeModel.ts';

/** Sums over tensors, each counted once. Bytes are elements × item size. */
export interface Sum {
  readonly tensors: number;
  readonly elements: number;
  readonly bytes: number;
  /** The same by element type, the most bytes first. */
  readonly dtypes: readonly DtypeSum[];
}

export interface DtypeSum {
  readonly dtype: string;
  readonly tensors: number;
  readonly elements: number;
  readonly bytes: number;
}

/**
 * Sums up the tensors of nodes and of everything below them. Nodes are ascending; one that lies below another is not counted
 * again, nor is a tensor that was shown before under another name, unless nothing else shows it here.
 */
export function sumNodes(model: TreeModel, nodes: Iterable<number>): Sum {
  const { index } = model;
  const byDtype = new Map<string, DtypeSum>();
  let covered = 0;
  for (const node of nodes) {
    const end = index.end[node] ?? 0;
    for (let at = Math.max(node, covered); at < end; at++) addTensor(model, at, at === node, byDtype);
    covered = Math.max(covered, end);
  }
  const dtypes = [...byDtype.values()].sort((left, right) => right.bytes - left.bytes);
  return {
    tensors: dtypes.reduce((sum, one) => sum + one.tensors, 0),
    elements: dtypes.reduce((sum, one) => sum + one.elements, 0),
    bytes: dtypes.reduce((sum, one) => sum + one.bytes, 0),
    dtypes,
  };
}

function addTensor(model: TreeModel, node: number, isChosen: boolean, sums: Map<string, DtypeSum>): void {
  const { index } = model;
  if (kindOf(index, node) !== 'tensor') return;
  if (!isChosen && ((index.flags[node] ?? 0) & NodeFlag.repeated) !== 0) return;
  const dtype = dtypeOf(index, node) ?? '';
  const before = sums.get(dtype) ?? { dtype, tensors: 0, elements: 0, bytes: 0 };
  sums.set(dtype, {
    dtype,
    tensors: before.tensors + 1,
    elements: before.elements + (index.elements[node] ?? 0),
    bytes: before.bytes + (index.bytes[node] ?? 0),
  });
}
