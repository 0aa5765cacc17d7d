/** Columns of the tables that `stats` writes, after name, dtype and shape, by their names in `epochscope.stats/1`. */
export const STATS_COUNTS = ['count', 'finite', 'nan', 'posinf', 'neginf', 'zeros'] as const;
export const STATS_FIGURES = ['min', 'max', 'mean', 'std', 'l2'] as const;
export const STATS_QUANTILES = ['p01', 'p05', 'p25', 'p50', 'p75', 'p95', 'p99'] as const;
