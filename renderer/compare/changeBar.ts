/** Where the axis of relative changes begins and ends: five decades. */
const LEAST = -6;
const MOST = -1;

/** Values that the axis is labelled with, and ticked at, from its start to its end. */
export const CHANGE_TICKS: readonly number[] = [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1];

/**
 * Length of the bar of a relative change, 0 to 1, on a logarithmic axis. What is beyond an end stands at it; 0 and what is no number
 * have no bar.
 */
export function changeLength(change: number): number {
  if (Number.isNaN(change) || change <= 0) return 0;
  return Math.min(1, Math.max(0, (Math.log10(change) - LEAST) / (MOST - LEAST)));
}
