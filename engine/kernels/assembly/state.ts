// The running summary of one run of values, as it lies in memory: engine/kernels/summary.ts reads the same fields.

/** Offsets in bytes follow the order of the fields; every field is 8 bytes wide. */
@unmanaged
export class State {
  /** Finite values. */
  finite: f64;
  nan: f64;
  positiveInfinite: f64;
  negativeInfinite: f64;
  /** +0 and −0. */
  zeros: f64;
  min: f64;
  max: f64;
  /** Mean of the finite values, in units of 2^exponent. */
  mean: f64;
  /** Sum of squared deviations from the mean, in units of 4^exponent. */
  m2: f64;
  /** 0, or ±SCALE_EXPONENT where squares would leave the range of float64. */
  exponent: f64;
  /** Extremes of 64-bit integers, exact. */
  minInteger: i64;
  maxInteger: i64;
}

/** Blocks whose values lie beyond 2^±400 are scaled by 2^∓700 before squaring. */
export const SCALE_EXPONENT: f64 = 700;
export const SCALE_DOWN: f64 = 1.90109156629516e-211; // 2^−700
export const SCALE_UP: f64 = 5.260135901548374e210; // 2^700
export const LARGE: f64 = 2.5822498780869086e120; // 2^400
export const SMALL: f64 = 3.8725919148493183e-121; // 2^−400

/** Forgets everything. */
export function resetState(state: State): void {
  state.finite = 0;
  state.nan = 0;
  state.positiveInfinite = 0;
  state.negativeInfinite = 0;
  state.zeros = 0;
  state.min = Infinity;
  state.max = -Infinity;
  state.mean = 0;
  state.m2 = 0;
  state.exponent = 0;
  state.minInteger = i64.MAX_VALUE;
  state.maxInteger = i64.MIN_VALUE;
}

@inline
function scaleBetween(from: f64, to: f64): f64 {
  // Exponents differ by one or two steps of 700; two steps underflow, as they must.
  const steps = (to - from) / SCALE_EXPONENT;
  return steps == 0 ? 1 : steps == 1 ? SCALE_DOWN : 0;
}

/** Merges a block of `n` > 0 finite values (Chan, Golub and LeVeque 1979, eq. 2.1). */
export function mergeBlock(state: State, n: f64, mean: f64, m2: f64, exponent: f64): void {
  if (state.finite == 0) {
    state.finite = n;
    state.mean = mean;
    state.m2 = m2;
    state.exponent = exponent;
    return;
  }
  const common = max(state.exponent, exponent);
  const a = scaleBetween(state.exponent, common);
  const b = scaleBetween(exponent, common);
  const total = state.finite + n;
  const meanA = state.mean * a;
  const delta = mean * b - meanA;
  state.m2 = state.m2 * a * a + m2 * b * b + delta * delta * (state.finite * (n / total));
  state.mean = meanA + delta * (n / total);
  state.finite = total;
  state.exponent = common;
}
