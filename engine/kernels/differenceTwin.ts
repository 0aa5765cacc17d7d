import type { DifferenceFigures } from '../compare/differenceSummary.ts';
import { computeExactMoments, sumExactly } from './exactMoments.ts';

/**
 * The difference of two runs of values one pair at a time, in exact arithmetic where sums are concerned: the oracle of the kernel.
 * `isChanged` says which pairs differ in their bits.
 */
export function differenceTwin(
  left: readonly number[],
  right: readonly number[],
  isChanged: (index: number) => boolean,
): DifferenceFigures {
  const pairs = [...left.keys()].filter((i) => Number.isFinite(left[i]) && Number.isFinite(right[i]));
  const differences = pairs.map((i) => (right[i] ?? 0) - (left[i] ?? 0));
  const maxAbs = differences.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const l2 = normOf(differences);
  const leftL2 = normOf(left.filter(Number.isFinite));
  const rightL2 = normOf(right.filter(Number.isFinite));
  const products = pairs.map((i) => ((left[i] ?? 0) / leftL2) * ((right[i] ?? 0) / rightL2));
  return {
    changed: [...left.keys()].filter(isChanged).length,
    l2,
    relL2: l2 === 0 ? 0 : l2 / leftL2,
    maxAbs,
    maxAt: maxAbs === 0 ? -1 : (pairs[differences.findIndex((value) => Math.abs(value) === maxAbs)] ?? -1),
    meanDelta: pairs.length === 0 ? 0 : computeExactMoments(differences).mean,
    cosine: leftL2 === 0 || rightL2 === 0 ? undefined : sumExactly(products),
    leftL2,
    rightL2,
    leftNan: left.filter(Number.isNaN).length,
    rightNan: right.filter(Number.isNaN).length,
    newNan: [...left.keys()].filter((i) => Number.isNaN(right[i]) && !Number.isNaN(left[i])).length,
  };
}

function normOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : computeExactMoments(values).l2;
}
