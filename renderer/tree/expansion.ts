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

/** Top-level keys among which the state dict is looked for. */
const TOP_LEVEL_LOOKED_AT = 4096;

/**
 * How a file opens: the top level, and below it the state dict (or whatever the only key is) down to the first module that
 * branches.
 */
export function defaultExpansion(model: TreeModel): Expansion {
  const { index } = model;
  const open: number[] = [];
  let node = findStateDict(model) ?? onlyChild(index, 0);
  while (node !== undefined && hasChildren(index, node)) {
    open.push(node);
    node = onlyChild(index, node);
  }
  return { base: 'none', toggled: Uint32Array.from(open) };
}

function findStateDict(model: TreeModel): number | undefined {
  let looked = 0;
  for (const child of childrenOf(model.index, 0)) {
    if (model.read(model.index.label[child] ?? 0) === 'state_dict') return child;
    if (++looked === TOP_LEVEL_LOOKED_AT) return undefined;
  }
  return undefined;
}

function onlyChild(index: TreeIndex, node: number): number | undefined {
  const child = node + 1;
  return hasChildren(index, node) && index.end[child] === index.end[node] ? child : undefined;
}
