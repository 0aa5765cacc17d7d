import type { Counters } from '../../shared/inspectDocument.ts';

/** What a checkpoint is ordered by. */
export interface Orderable {
  readonly counters: Counters;
  readonly name: string;
  readonly modified?: string;
}

/**
 * Orders checkpoints by what is written inside: global step, then epoch. Those without counters come last, by the time of their
 * last modification. Names decide only between equals.
 */
export function orderCheckpoints<Checkpoint extends Orderable>(checkpoints: readonly Checkpoint[]): Checkpoint[] {
  return checkpoints.toSorted(
    (a, b) =>
      compareCounts(a.counters.globalStep, b.counters.globalStep) ||
      compareCounts(a.counters.epoch, b.counters.epoch) ||
      compareTexts(a.modified ?? '', b.modified ?? '') ||
      compareTexts(a.name, b.name),
  );
}

function compareCounts(a: number | string | undefined, b: number | string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [one, other] = [BigInt(a), BigInt(b)];
  return one === other ? 0 : one < other ? -1 : 1;
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
