import type { ComparedMatch } from './compareCheckpoints.ts';
import { hasNorm } from './describeMatch.ts';
import { mergeSquares, NO_DIFFERENCE, type ScaledSquares } from './differenceSummary.ts';

/** Parameters taken together as one vector. */
export interface RowSums {
  /** Elements that were compared. */
  count: number;
  changed: number;
  newNan: number;
  maxAbs: number;
  /** Whether some were compared by their values. */
  byValue: boolean;
  difference: ScaledSquares;
  left: ScaledSquares;
  right: ScaledSquares;
}

/** The sums of no parameter. */
export function emptySums(): RowSums {
  return {
    count: 0,
    changed: 0,
    newNan: 0,
    maxAbs: 0,
    byValue: false,
    difference: NO_DIFFERENCE,
    left: NO_DIFFERENCE.left,
    right: NO_DIFFERENCE.right,
  };
}

/**
 * What a pair adds to the groups that it stands in; undefined for counters and masks, tensors without a partner, and those that could
 * not be compared: they stay out of norms, as in `rollUpModules`.
 *
 * @param count elements of the pair.
 */
export function sumsOf({ left, outcome }: ComparedMatch, count: number): RowSums | undefined {
  if (left === undefined || !hasNorm(left.value) || outcome.kind !== 'compared' || !outcome.pair.valued)
    return undefined;
  const { summary, byValue } = outcome.pair;
  const { changed, newNan, largest } = summary;
  return {
    count,
    changed,
    newNan,
    byValue,
    maxAbs: largest,
    difference: summary,
    left: summary.left,
    right: summary.right,
  };
}

/** Adds one to the other. */
export function addSums(to: RowSums, more: RowSums): void {
  to.count += more.count;
  to.changed += more.changed;
  to.newNan += more.newNan;
  to.byValue ||= more.byValue;
  to.maxAbs = Math.max(to.maxAbs, more.maxAbs);
  to.difference = mergeSquares(to.difference, more.difference);
  to.left = mergeSquares(to.left, more.left);
  to.right = mergeSquares(to.right, more.right);
}
