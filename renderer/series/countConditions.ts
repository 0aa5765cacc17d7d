import type { SeriesTree } from '../../shared/series.ts';
import { kindOf } from '../grid/treeModel.ts';
import { figuresOf } from './matrixCell.ts';

/** Conditions on the figures of a series. */
export const SERIES_CONDITIONS = ['has-nan', 'frozen'] as const;
export type SeriesCondition = (typeof SERIES_CONDITIONS)[number];

/** How many tensors of a series meet each condition: one pass over its figures. */
export function countConditions(tree: SeriesTree): Readonly<Record<SeriesCondition, number>> {
  const counts = { 'has-nan': 0, frozen: 0 };
  for (let node = 1; node < tree.index.nodes; node++) {
    const kind = kindOf(tree.index, node);
    if (kind !== 'tensor' && kind !== 'ndarray') continue;
    if (figuresOf(tree, tree.nan, node).some((nan) => nan > 0)) counts['has-nan'] += 1;
    if (isFrozen(figuresOf(tree, tree.relL2, node))) counts.frozen += 1;
  }
  return counts;
}

/** No change from file to file: every change that is known is none, and one is known. */
function isFrozen(changes: Float64Array): boolean {
  let isKnown = false;
  for (const change of changes) {
    if (Number.isNaN(change)) continue;
    if (change !== 0) return false;
    isKnown = true;
  }
  return isKnown;
}
