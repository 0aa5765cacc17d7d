import type { MatchStatus } from '../../shared/comparison.ts';
import { findDtype } from '../torch/dtypes.ts';
import { tensorElements } from '../torch/tensorSize.ts';
import type { NdarrayValue, TensorValue } from '../values/pyValue.ts';
import { countElements, isSameShape } from '../torch/elementMath.ts';
import type { ComparedMatch } from './compareCheckpoints.ts';
import { deriveDifference } from './differenceSummary.ts';

/** What is said of a pair. Figures that do not apply are undefined. */
export interface MatchFigures {
  readonly status: MatchStatus;
  /** Elements that were compared. */
  readonly count: number | undefined;
  readonly changed: number | undefined;
  readonly l2: number | undefined;
  readonly relL2: number | undefined;
  /** Norms over the finite elements of each side. */
  readonly leftL2: number | undefined;
  readonly rightL2: number | undefined;
  readonly maxAbs: number | undefined;
  /** Indices in the shape; undefined where nothing differs. */
  readonly maxAbsAt: readonly number[] | undefined;
  readonly meanDelta: number | undefined;
  readonly cosine: number | undefined;
  readonly newNan: number;
  /** Whether types differ, so that values and not bits were compared. */
  readonly byValue: boolean;
  /** Why there are no figures, although both sides are there. */
  readonly why: string | undefined;
}

const NO_FIGURES = {
  count: undefined,
  changed: undefined,
  l2: undefined,
  relL2: undefined,
  leftL2: undefined,
  rightL2: undefined,
  maxAbs: undefined,
  maxAbsAt: undefined,
  meanDelta: undefined,
  cosine: undefined,
  newNan: 0,
  byValue: false,
  why: undefined,
} as const;

type AnyTensor = TensorValue | NdarrayValue;

/** Derives what is said of a pair from what was computed. */
export function describeMatch(match: ComparedMatch): MatchFigures {
  const { left, right, by } = match;
  if (left === undefined) return { ...NO_FIGURES, status: 'added' };
  if (right === undefined) return { ...NO_FIGURES, status: 'removed' };
  const isRenamed = by === 'content' || by === 'name';
  if (!isSameShape(left.value.shape, right.value.shape)) return { ...NO_FIGURES, status: 'reshaped' };
  const figures = describeOutcome(match, left.value);
  const isRetyped = left.value.dtype !== right.value.dtype;
  return { ...figures, status: isRenamed ? 'renamed' : isRetyped ? 'retyped' : figures.status };
}

function describeOutcome({ outcome }: ComparedMatch, value: AnyTensor): MatchFigures {
  const count = countOf(value);
  switch (outcome.kind) {
    case 'trusted':
      return { ...NO_FIGURES, ...NOTHING_CHANGED, count, cosine: undefined };
    case 'unknown':
      return { ...NO_FIGURES, count, status: 'changed', why: outcome.why };
    case 'parts':
      return { ...NO_FIGURES, count, status: outcome.changed ? 'changed' : 'identical' };
    case 'none':
      return { ...NO_FIGURES, status: 'changed' };
    case 'compared':
    default: {
      const { summary, largestAt, valued, complex, byValue } = outcome.pair;
      const status = summary.changed === 0 ? 'identical' : 'changed';
      if (!valued) return { ...NO_FIGURES, count, status, changed: summary.changed };
      const figures = deriveDifference(summary);
      const { changed, l2, relL2, leftL2, rightL2, maxAbs, meanDelta, cosine, newNan } = figures;
      return {
        ...NO_FIGURES,
        status,
        count,
        changed,
        l2,
        relL2,
        leftL2,
        rightL2,
        maxAbs,
        cosine,
        newNan,
        byValue,
        meanDelta: complex ? undefined : meanDelta,
        maxAbsAt: largestAt,
      };
    }
  }
}

const NOTHING_CHANGED = {
  status: 'identical',
  changed: 0,
  l2: 0,
  relL2: 0,
  maxAbs: 0,
  meanDelta: 0,
} as const;

function countOf(value: AnyTensor): number {
  return Number(value.kind === 'tensor' ? tensorElements(value) : countElements(value.shape));
}

/** Whether a tensor's norm says something: counters and masks stay out of the norms of modules. */
export function hasNorm(value: AnyTensor): boolean {
  const kind = findDtype(value.dtype)?.kind;
  return kind === 'float' || kind === 'complex' || kind === 'quantized';
}
