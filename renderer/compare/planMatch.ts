import type { ComparisonTree, MatchDetail } from '../../shared/comparison.ts';
import { countElements } from '../tensor/elementLines.ts';

/** What can be shown of the values of a row. */
export interface MatchPlan {
  /** Whether the values of either side have a distribution: complex numbers and single values have none. */
  readonly hasHistograms: boolean;
  /** The shape of both sides where the elements can be paired and some differ. */
  readonly shape: readonly number[] | undefined;
  /** Bytes of both sides, which have to be read. */
  readonly bytes: number;
}

/** Reads from the details of a row which of its values can be shown. */
export function planMatch(
  { node, left, right, figures }: MatchDetail,
  { index }: { readonly index: Pick<ComparisonTree['index'], 'bytes'> },
): MatchPlan {
  const sides = [left, right].filter((side) => side !== undefined);
  const elements = sides.map(({ shape }) => countElements(shape.map(Number)));
  const isReal = sides.every(({ dtype }) => !dtype.startsWith('complex'));
  const bytes = (index.bytes[node] ?? 0) * sides.length;
  const paired = left && right && figures && isReal && figures.count > 1 && figures.changed > 0;
  return {
    hasHistograms: isReal && Math.max(0, ...elements) > 1,
    shape: paired ? right.shape.map(Number) : undefined,
    bytes,
  };
}
