import { formatPathName } from '../../shared/pathStep.ts';
import { findStateDict } from '../checkpoint/stateDict.ts';
import { STEPS_PER_LOOK, type Steps } from '../steps.ts';
import type { Comparison } from './compareCheckpoints.ts';
import { describeMatch, hasNorm } from './describeMatch.ts';
import { mergeSquares, NO_DIFFERENCE, normOf, relativeNorm, type ScaledSquares } from './differenceSummary.ts';

/** The tensors below a name, taken together as one vector. */
export interface ModuleDifference {
  readonly name: string;
  /** Tensors that are on both sides, and how many of them are not the same. */
  readonly tensors: number;
  readonly changed: number;
  /** ‖b − a‖ of the concatenated parameters. */
  readonly l2: number;
  /** Relative to ‖a‖; undefined where tensors were not read because their checksums were trusted. */
  readonly relL2: number | undefined;
}

interface Sums {
  tensors: number;
  changed: number;
  difference: ScaledSquares;
  left: ScaledSquares;
  unread: number;
}

/** Parts of a name beyond this many open no module of their own. */
const DEEPEST = 32;

/**
 * The relative change of every module of the state dict: L2 of the concatenated parameters. Integer counters, tensors without a partner and tensors that
 * could not be compared stay out. Each tensor counts once for each of its names. In the order in which modules are met. Interruptible work.
 */
export function* rollUpModules({ matches, left: { root } }: Comparison): Steps<readonly ModuleDifference[]> {
  const inner = findStateDict(root)?.path ?? [];
  const modules = new Map<string, Sums>();
  for (const [number, match] of matches.entries()) {
    if (number % STEPS_PER_LOOK === 0) yield;
    const { left, right, outcome } = match;
    if (left === undefined || right === undefined || !hasNorm(left.value)) continue;
    if (outcome.kind !== 'compared' && outcome.kind !== 'trusted') continue;
    if (!inner.every((step, at) => left.path[at] === step)) continue;
    const summary = outcome.kind === 'compared' ? outcome.pair.summary : NO_DIFFERENCE;
    const isChanged = describeMatch(match).status !== 'identical';
    for (const name of listModules(formatPathName(left.path))) {
      const sums = modules.get(name) ?? emptySums();
      modules.set(name, sums);
      sums.tensors += 1;
      if (isChanged) sums.changed += 1;
      if (outcome.kind === 'trusted') sums.unread += 1;
      sums.difference = mergeSquares(sums.difference, summary);
      sums.left = mergeSquares(sums.left, summary.left);
    }
  }
  return [...modules].map(([name, { tensors, changed, difference, left, unread }]) => ({
    name,
    tensors,
    changed,
    l2: normOf(difference),
    relL2: unread > 0 && difference.squares > 0 ? undefined : relativeNorm(difference, left),
  }));
}

function emptySums(): Sums {
  return { tensors: 0, changed: 0, difference: NO_DIFFERENCE, left: NO_DIFFERENCE.left, unread: 0 };
}

/** `a.b.c` lies in `a` and `a.b`. */
function* listModules(name: string): Generator<string> {
  let depth = 0;
  for (let dot = name.indexOf('.'); dot >= 0 && depth < DEEPEST; dot = name.indexOf('.', dot + 1)) {
    depth += 1;
    yield name.slice(0, dot);
  }
}
