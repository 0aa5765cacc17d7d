import { NODE_KINDS, type NodeKind, type TreeIndex } from '../../shared/treeIndex.ts';

/** The numbers of the kinds that the tree treats in their own way, as the kind column holds them. */
export const KIND_CODE: { readonly [kind in 'module' | 'tensor' | 'ndarray']: number } = {
  module: kindCode('module'),
  tensor: kindCode('tensor'),
  ndarray: kindCode('ndarray'),
};

/** The number of a kind in the kind column. */
export function kindCode(kind: NodeKind): number {
  return NODE_KINDS.indexOf(kind);
}

/** The kind behind a number of the kind column. */
export function kindOf(code: number | undefined): NodeKind {
  return NODE_KINDS[code ?? 0] ?? 'root';
}

/** Whether a row shows a shape: tensors and arrays do, scalars of rank 0 included. */
export function hasShape(index: TreeIndex, node: number): boolean {
  const kind = index.kind[node];
  return kind === KIND_CODE.tensor || kind === KIND_CODE.ndarray;
}
