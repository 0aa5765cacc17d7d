import type { ComparedMatch } from './compareCheckpoints.ts';
import { hasNorm, type MatchFigures } from './describeMatch.ts';
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

/** A pair that is to be added. */
export interface SummedRow {
  readonly match: ComparedMatch;
  readonly figures: Pick<MatchFigures, 'count'>;
  /** Whether it counts an optimizer's steps, which is no parameter though torch keeps it as a float. */
  readonly isCounter: boolean;
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
 */
export function sumsOf({ match: { left, outcome }, figures, isCounter }: SummedRow): RowSums | undefined {
  if (left === undefined || isCounter || !hasNorm(left.value)) return undefined;
  if (outcome.kind !== 'compared' || !outcome.pair.valued) return undefined;
  const { summary, byValue } = outcome.pair;
  const { changed, newNan, largest } = summary;
  return {
    count: figures.count ?? 0,
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
