/** Moments in exact arithmetic rounded once: the oracle that kernels and merges are tested against. */
export interface ExactMoments {
  readonly mean: number;
  readonly std: number;
  readonly l2: number;
}

/** Mean, population standard deviation and L2 norm of finite values (at least one). */
export function computeExactMoments(values: readonly number[]): ExactMoments {
  const largest = Math.max(...values.map(Math.abs));
  if (largest === 0) return { mean: 0, std: 0, l2: 0 };
  // Scaled by a power of two near the largest magnitude: exact, and squares neither overflow nor lose the large terms.
  const exponent = Math.floor(Math.log2(largest));
  const scaled = values.map((value) => scale(value, -exponent));
  const n = values.length;
  const mean = sumExactly(scaled) / n;
  const variance = sumExactly(scaled.map((value) => (value - mean) ** 2)) / n;
  const squares = sumExactly(scaled.map((value) => value ** 2));
  return {
    mean: scale(mean, exponent),
    std: scale(Math.sqrt(variance), exponent),
    l2: scale(Math.sqrt(squares), exponent),
  };
}

function scale(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

/** The sum of doubles, rounded once (Shewchuk 1997, grow-expansion). */
export function sumExactly(values: readonly number[]): number {
  const partials: number[] = [];
  for (const value of values) {
    let x = value;
    let kept = 0;
    for (const partial of partials) {
      const [large, small] = Math.abs(x) < Math.abs(partial) ? [partial, x] : [x, partial];
      const high = large + small;
      const low = small - (high - large);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials.length = kept;
    partials.push(x);
  }
  return partials.reduceRight((sum, partial) => sum + partial, 0);
}
