import type { Expansion } from '../../shared/treeIndex.ts';
import { defaultExpansion, isOpen, setOpen } from './expansion.ts';
import { childrenOf, hasChildren, rowNodeOf, type TreeModel } from './treeModel.ts';

/**
 * What a table of figures opens with: as a file does, and below that level by level whatever still leaves at most so many rows.
 * Figures show their pattern only where there are rows.
 */
export function fillExpansion(model: TreeModel, most: number): Expansion {
  let expansion = defaultExpansion(model);
  let level: readonly number[] = rowsBelow(model, 0);
  let count = level.length;
  while (level.length > 0) {
    const next: number[] = [];
    for (const node of level) {
      if (!hasChildren(model.index, node)) continue;
      const below = rowsBelow(model, node);
      if (!isOpen(expansion, node)) {
        if (count + below.length > most) continue;
        expansion = setOpen(expansion, [node], true);
      }
      count += below.length;
      next.push(...below);
    }
    level = next;
  }
  return expansion;
}

/** Nodes of the rows directly below a node. */
function rowsBelow(model: TreeModel, node: number): readonly number[] {
  return Array.from(childrenOf(model.index, node), (child) => rowNodeOf(model, child));
}
