// The kernels as one module. Memory is imported and never grows; the caller lays it out above `heapBase()`.
import { DifferenceState, resetDifference } from './differenceState';
import { State, resetState } from './state';

export { resetState, resetDifference };
export { reduce } from './reduce';
// Called from here only by name: what is exported is not inlined, and keeps the registers to its own loop.
export { sumBlock } from './reduce32';
export { difference, differenceScratch } from './difference';
export { swapBytes } from './decode';

/** First byte that the module itself does not use. */
export function heapBase(): usize {
  return __heap_base;
}

/** Bytes of a State. */
export function stateSize(): usize {
  return offsetof<State>();
}

/** Bytes of a DifferenceState. */
export function differenceStateSize(): usize {
  return offsetof<DifferenceState>();
}

/**
 * Moves the counters of a histogram that are not 0 to `output`, as pairs of bin and count (two 32-bit numbers each), clears
 * them, and returns the number of pairs. `bins` is a multiple of 16.
 */
export function drainHistogram(table: usize, bins: i32, output: usize): i32 {
  const end = table + ((<usize>bins) << 2);
  const none = i32x4.splat(0);
  let to = output;
  for (let at = table; at < end; at += 64) {
    const any = v128.or(v128.or(v128.load(at), v128.load(at, 16)), v128.or(v128.load(at, 32), v128.load(at, 48)));
    if (!v128.any_true(any)) continue;
    for (let bin = at; bin < at + 64; bin += 4) {
      const count = load<u32>(bin);
      if (count == 0) continue;
      store<u32>(to, <u32>((bin - table) >> 2));
      store<u32>(to, count, 4);
      to += 8;
    }
    v128.store(at, none);
    v128.store(at, none, 16);
    v128.store(at, none, 32);
    v128.store(at, none, 48);
  }
  return <i32>((to - output) >> 3);
}
