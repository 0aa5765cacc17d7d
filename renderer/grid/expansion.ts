import type { Expansion, TreeIndex } from '../../shared/treeIndex.ts';
import { addSorted, hasSorted, removeSorted } from './sortedNodes.ts';
import { childrenOf, hasChildren, type TreeModel } from './treeModel.ts';

/** Whether a node is open. */
export function isOpen(expansion: Expansion, node: number): boolean {
  return hasSorted(expansion.toggled, node) !== (expansion.base === 'all');
}

/** Opens or closes nodes. */
export function setOpen(expansion: Expansion, nodes: Iterable<number>, open: boolean): Expansion {
  const differs = open !== (expansion.base === 'all');
  const sorted = Uint32Array.from(nodes).sort();
  const toggled = differs ? addSorted(expansion.toggled, sorted) : removeSorted(expansion.toggled, sorted);
  return { base: expansion.base, toggled };
}

/** Opens a row and everything below it. */
export function openSubtree(index: TreeIndex, expansion: Expansion, node: number): Expansion {
  const nodes: number[] = [];
  for (let below = node; below < (index.end[node] ?? 0); below++) {
    if (hasChildren(index, below)) nodes.push(below);
  }
  return setOpen(expansion, nodes, true);
}

/** Everything closed, one by one: under a filter only nodes that differ from an open tree are closed. */
export function closeEverything(index: TreeIndex): Expansion {
  const nodes: number[] = [];
  for (let node = 1; node < index.nodes; node++) if (hasChildren(index, node)) nodes.push(node);
  return { base: 'all', toggled: Uint32Array.from(nodes) };
}

/** Opens everything above a node, so that its row is shown. */
export function reveal(index: TreeIndex, expansion: Expansion, node: number): Expansion {
  const above: number[] = [];
  for (let parent = index.parent[node] ?? -1; parent > 0; parent = index.parent[parent] ?? -1) {
    if (!isOpen(expansion, parent)) above.push(parent);
  }
  return above.length === 0 ? expansion : setOpen(expansion, above, true);
}

/** Children among which a state dict, or the only one with tensors, is looked for. */
const CHILDREN_LOOKED_AT = 4096;

/**
 * How a file opens: the top level, and below it the state dict (or whatever alone holds tensors) down to the first module
 * that branches. What holds no tensors, such as a state dict's `_metadata`, makes no branch.
 */
export function defaultExpansion(model: TreeModel): Expansion {
  const { index } = model;
  const open: number[] = [];
  const top = firstChildren(index, 0);
  let node = top.find((child) => model.read(index.label[child] ?? 0) === 'state_dict') ?? onlyWithTensors(index, 0);
  while (node !== undefined && hasChildren(index, node)) {
    open.push(node);
    node = onlyWithTensors(index, node);
  }
  return { base: 'none', toggled: Uint32Array.from(open) };
}

function onlyWithTensors(index: TreeIndex, node: number): number | undefined {
  const children = firstChildren(index, node).filter((child) => (index.tensors[child] ?? 0) > 0);
  return children.length === 1 ? children[0] : undefined;
}

function firstChildren(index: TreeIndex, node: number): readonly number[] {
  const children: number[] = [];
  for (const child of childrenOf(index, node)) {
    children.push(child);
    if (children.length === CHILDREN_LOOKED_AT) break;
  }
  return children;
}
