import { NodeFlag, type TreeIndex } from '../../shared/treeIndex.ts';
import { hasShape } from './kindCodes.ts';
import type { Tree } from './tree.ts';

/** The first rows of the distinct tensors and arrays at or below some nodes (undefined: of the whole tree), ascending. */
export function listDistinctTensors(
  { index, firstOf }: Pick<Tree, 'index' | 'firstOf'>,
  nodes?: Uint32Array,
): number[] {
  const isWanted = new Uint8Array(index.nodes);
  const want = (from: number, to: number) => {
    for (let row = from; row < to; row++) if (hasShape(index, row)) isWanted[firstOf.get(row) ?? row] = 1;
  };
  if (nodes === undefined) want(0, index.nodes);
  // Nodes in the order of the file: what an earlier one has covered is not gone through again.
  let covered = 0;
  for (const node of nodes?.toSorted() ?? []) {
    const end = index.end[node] ?? 0;
    want(Math.max(node, covered), end);
    covered = Math.max(covered, end);
  }
  const tensors: number[] = [];
  for (let row = 0; row < index.nodes; row++) if (isWanted[row] === 1) tensors.push(row);
  return tensors;
}

/**
 * Whether a tensor counts or masks, which says nothing about the weights or moments of a group: it holds integers, or is an optimizer's
 * `step`, which torch keeps as a float.
 */
export function isCounter(index: TreeIndex, node: number): boolean {
  return /^(?:u?int|bool)/.test(index.dtypes[index.dtype[node] ?? 0] ?? '') || isStep(index, node);
}

const STEP: Uint8Array = new TextEncoder().encode('step');

function isStep({ flags, elements, label, strings }: TreeIndex, node: number): boolean {
  if (((flags[node] ?? 0) & NodeFlag.moment) === 0 || elements[node] !== 1) return false;
  const start = strings.offsets[label[node] ?? 0] ?? 0;
  const end = strings.offsets[(label[node] ?? 0) + 1] ?? 0;
  return end - start === STEP.length && STEP.every((byte, at) => strings.bytes[start + at] === byte);
}
