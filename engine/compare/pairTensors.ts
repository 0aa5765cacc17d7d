import { isSameStep, type PathStep } from '../../shared/pathStep.ts';
import { STEPS_PER_LOOK, stepThrough, type Steps } from '../steps.ts';
import type { TensorPlace } from '../report/listTensors.ts';

/** How two places were brought together. */
export type PairedBy = 'path' | 'prefix' | 'content' | 'name';

/** A tensor on the left and its partner on the right; one of them may be missing. */
export interface TensorMatch {
  readonly left: TensorPlace | undefined;
  readonly right: TensorPlace | undefined;
  readonly by: PairedBy;
  /** From 0 to 1. */
  readonly certainty: number;
}

/** Pairs places of the same path, as interruptible work: in the order of the left, then what only the right has. */
export function* pairByPath(left: readonly TensorPlace[], right: readonly TensorPlace[]): Steps<TensorMatch[]> {
  const matches: TensorMatch[] = [];
  // Checkpoints of one run have the same paths in the same order, as far as they go.
  let same = 0;
  for (let place = left[0]; place !== undefined && isSamePath(place.path, right[same]?.path); place = left[same]) {
    matches.push({ left: place, right: right[same], by: 'path', certainty: 1 });
    if (++same % STEPS_PER_LOOK === 0) yield;
  }
  const byPath = new Map<string, TensorPlace>();
  yield* stepThrough(right.slice(same), (place) => byPath.set(pathKey(place.path), place));
  yield* stepThrough(left.slice(same), (place) => {
    const key = pathKey(place.path);
    const partner = byPath.get(key);
    byPath.delete(key);
    matches.push({ left: place, right: partner, by: 'path', certainty: 1 });
  });
  for (const place of byPath.values()) matches.push({ left: undefined, right: place, by: 'path', certainty: 1 });
  return matches;
}

function isSamePath(a: readonly PathStep[], b: readonly PathStep[] | undefined): boolean {
  return a.length === b?.length && a.every((step, place) => isSameStep(step, b[place]));
}

/** Equal for equal paths. */
export function pathKey(path: readonly PathStep[]): string {
  return JSON.stringify(path);
}
