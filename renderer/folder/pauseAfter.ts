/** Milliseconds between two looks at a folder, at least: often enough to seem live, seldom enough for a shared storage. */
const SHORTEST_MS = 4000;

/** Milliseconds between two looks, at most, however slow the storage is. */
const LONGEST_MS = 60_000;

/** Share of the time that a storage is asked: slow answers are waited for less often. */
const SHARE = 1 / 10;

/** Milliseconds until the next look at a folder, after one that took so long; a storage that did not answer is left in peace. */
export function pauseAfter(tookMs: number, hasAnswered: boolean): number {
  if (!hasAnswered) return LONGEST_MS / 2;
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, tookMs / SHARE));
}
