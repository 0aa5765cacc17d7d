// The kernels as one module. Memory is imported and never grows; the caller lays it out above `heapBase()`.
import { DifferenceState, resetDifference } from './differenceState';
import { DrainedBins, binsOfSign, coarsenHistogram, readQuantiles } from './figures';
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

/** Where the bins lie that `drainHistogram` moved last. */
const DRAINED: DrainedBins = changetype<DrainedBins>(memory.data(32, 8));

/**
 * Moves the bins of a histogram that are not 0 to `output`, as pairs of bin and count (two 32-bit numbers each), clears
 * them, and returns the number of pairs. Bins beyond those of the extremes in `state` are empty and not looked at. Settles the
 * sign of extremes that are zero: the vector instructions keep whichever zero came first, the histogram knows both.
 */
export function drainHistogram(state: State, table: usize, wide: i32, output: usize): i32 {
  const half = table + (<usize>binsOfSign(wide) << shiftOf(wide));
  let to = output;
  if (state.finite > 0) {
    const positive = drainBins(table, wide, table, lastBin(state.max, wide), to);
    to = drainBins(table, wide, half, lastBin(-state.min, wide), positive);
    if (state.min == 0) state.min = to > positive ? -0.0 : 0;
    if (state.max == 0) state.max = positive > output ? 0 : -0.0;
    DRAINED.positive = <i32>((positive - output) >> 3);
  }
  DRAINED.at = output;
  DRAINED.length = <i32>((to - output) >> 3);
  DRAINED.wide = wide;
  DRAINED.min = state.min;
  DRAINED.max = state.max;
  return DRAINED.length;
}

/** The last bin of one sign that can hold something, by the largest magnitude; the first holds zeros. */
function lastBin(magnitude: f64, wide: i32): u32 {
  if (magnitude <= 0) return 0;
  return wide ? <u32>(reinterpret<u64>(magnitude) >> 46) : reinterpret<u32>(<f32>magnitude) >> 17;
}

/** A bin of the narrow histogram is the sum of two counters (reduce32.ts). Binary logarithm of its bytes. */
@inline
function shiftOf(wide: i32): i32 {
  return wide ? 2 : 3;
}

/** Moves the bins of one sign, from that at `first` on; `last` is the number of its last. Tables are a multiple of 64 bytes long. */
function drainBins(table: usize, wide: i32, first: usize, last: u32, output: usize): usize {
  const shift = shiftOf(wide);
  const end = first + (<usize>last << shift);
  const none = i32x4.splat(0);
  let to = output;
  for (let at = first; at <= end; at += 64) {
    const any = v128.or(v128.or(v128.load(at), v128.load(at, 16)), v128.or(v128.load(at, 32), v128.load(at, 48)));
    if (!v128.any_true(any)) continue;
    for (let bin = at; bin < at + 64; bin += 1 << shift) {
      const count = wide ? load<u32>(bin) : load<u32>(bin) + load<u32>(bin, 4);
      if (count == 0) continue;
      store<u32>(to, <u32>((bin - table) >> shift));
      store<u32>(to, count, 4);
      to += 8;
    }
    v128.store(at, none);
    v128.store(at, none, 16);
    v128.store(at, none, 32);
    v128.store(at, none, 48);
  }
  return to;
}

/**
 * Describes the bins that were drained last, of which there is at least one: writes the values at the ranks of `asked` ascending
 * shares to `quantiles`, at most `limit` counts and one edge more, and returns the number of counts.
 */
export function describeHistogram(
  state: State,
  integer: bool,
  shares: usize,
  asked: i32,
  quantiles: usize,
  limit: i32,
  edges: usize,
  counts: usize,
): i32 {
  readQuantiles(DRAINED, state.finite, integer, shares, asked, quantiles);
  return coarsenHistogram(DRAINED, state.finite, limit, edges, counts);
}
