/** Significant digits that a norm has in the details at least, and at most. */
const DIGITS = { least: 5, most: 9 } as const;

/** Digits with which norms that differ look different, as far as that takes no more than a table has room for. */
export function chooseDigits(norms: ArrayLike<number>): number {
  const known = Array.from(norms).filter((norm) => Number.isFinite(norm));
  const sorted = known.toSorted((a, b) => a - b);
  const largest = known.reduce((most, norm) => Math.max(most, Math.abs(norm)), 0);
  let least = Infinity;
  for (const [at, norm] of sorted.entries()) {
    const gap = norm - (sorted[at - 1] ?? norm);
    if (gap > 0) least = Math.min(least, gap);
  }
  if (least === Infinity) return DIGITS.least;
  return Math.max(DIGITS.least, Math.min(DIGITS.most, digitsOf(largest, least)));
}

/** Digits with which numbers up to `largest` tell steps of `step` apart. */
export function digitsOf(largest: number, step: number): number {
  return Math.max(1, Math.floor(Math.log10(largest)) - Math.floor(Math.log10(step)) + 1);
}
