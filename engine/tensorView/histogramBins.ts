import type { Spread } from './spread.ts';

export type Scale = 'linear' | 'log' | 'symlog';

/** Edges of bins and the way to the bin of a value. */
export interface ScaledBins {
  /** Ascending, one more than bins; one bin where all values are the same, and no edges where there are none. */
  readonly edges: Float64Array;
  /** Half width of the linear part of a symmetric log scale. */
  readonly threshold?: number;
  /** Adds the finite values, zeros apart on a log scale, to the counts of their bins. */
  readonly count: (values: Float64Array, counts: Float64Array) => void;
}

/** Bins spread evenly on a scale between the extremes. Every value goes into the bin whose edges hold it, exactly. */
export function createBins(scale: Scale, spread: Spread, bins: number): ScaledBins {
  const { min, max, smallest, largest } = spread;
  if (scale === 'log') {
    const edges = spaceEdges(smallest, largest, bins, { to: Math.log10, from: (position) => 10 ** position });
    return { edges, count: countByKey(edges, true) };
  }
  if (scale === 'linear') {
    const edges = spaceEdges(min, max, bins);
    return { edges, count: countEvenly(edges) ?? countByKey(edges, false) };
  }
  const { threshold } = spread;
  const edges = spaceEdges(min, max, bins, symmetricLog(threshold));
  return { edges, threshold, count: countByKey(edges, false) };
}

interface Transform {
  readonly to: (value: number) => number;
  readonly from: (position: number) => number;
}

/** Linear from −threshold to threshold, a decade as wide as that half beyond. */
function symmetricLog(threshold: number): Transform {
  const decade = Math.log10(threshold);
  return {
    to: (value) => {
      const size = Math.abs(value);
      return Math.sign(value) * (size <= threshold ? size / threshold : 1 + Math.log10(size) - decade);
    },
    from: (position) => {
      const size = Math.abs(position);
      return Math.sign(position) * (size <= 1 ? size * threshold : 10 ** (size - 1 + decade));
    },
  };
}

/** Edges that are evenly spread where `to` leads; the outer ones are the extremes themselves. */
function spaceEdges(min: number, max: number, bins: number, transform?: Transform): Float64Array {
  if (min > max) return new Float64Array();
  if (min === max) return Float64Array.of(min, max);
  const edges = new Float64Array(bins + 1);
  const low = transform?.to(min) ?? min;
  const high = transform?.to(max) ?? max;
  edges[0] = min;
  for (let i = 1; i < bins; i++) {
    // Weighed, not stepped: the distance of two large extremes would overflow.
    const position = low * (1 - i / bins) + high * (i / bins);
    const edge = transform?.from(position) ?? position;
    edges[i] = Math.min(Math.max(edge, edges[i - 1] ?? min), max);
  }
  edges[bins] = max;
  return edges;
}

/** Linear bins: the place is computed, then corrected by the edges. Undefined where the width of a bin cannot be computed. */
function countEvenly(edges: Float64Array): ScaledBins['count'] | undefined {
  const last = edges.length - 2;
  const half = (edges[0] ?? 0) / 2;
  const perBin = (last + 1) / ((edges[last + 1] ?? 0) / 2 - half);
  if (last < 1 || !Number.isFinite(perBin)) return undefined;
  return (values, counts) => {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? 0;
      if (!(Math.abs(value) < Infinity)) continue;
      const guess = (value / 2 - half) * perBin;
      const bin = correct(edges, guess > 0 ? (guess < last ? Math.floor(guess) : last) : 0, value);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  };
}

/** The bin that holds a value, from one that is close. The last bin holds its upper edge too. */
function correct(edges: Float64Array, guess: number, value: number): number {
  let bin = guess;
  while (bin > 0 && value < (edges[bin] ?? 0)) bin--;
  while (bin < edges.length - 2 && value >= (edges[bin + 1] ?? 0)) bin++;
  return bin;
}

/** Sign, exponent and the top 6 mantissa bits of a double: the upper 18 bits of its upper half. */
const KEY_SHIFT = 14;
const KEYS: number = 1 << 18;
const MAGNITUDE_KEYS: number = KEYS / 2;

/** Any bins: a table by the top bits of a value says where to begin, so that no logarithm is computed for an element. */
function countByKey(edges: Float64Array, magnitudes: boolean): ScaledBins['count'] {
  if (edges.length === 0) return () => {};
  const begin = tabulateKeys(edges);
  const keys = magnitudes ? MAGNITUDE_KEYS - 1 : KEYS - 1;
  return (values, counts) => {
    const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
    for (let i = 0; i < values.length; i++) {
      const value = magnitudes ? Math.abs(values[i] ?? 0) : (values[i] ?? 0);
      if (!(Math.abs(value) < Infinity) || (magnitudes && value === 0)) continue;
      const key = ((words[2 * i + 1] ?? 0) >>> KEY_SHIFT) & keys;
      const bin = correct(edges, begin[key] ?? 0, value);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  };
}

/** For each key the bin of its least magnitude. */
function tabulateKeys(edges: Float64Array): Uint16Array {
  const begin = new Uint16Array(KEYS);
  const value = new Float64Array(1);
  const words = new Uint32Array(value.buffer);
  let bin = 0;
  for (let key = 0; key < KEYS; key++) {
    words[1] = (key << KEY_SHIFT) >>> 0;
    bin = correct(edges, bin, value[0] ?? 0);
    begin[key] = bin;
  }
  return begin;
}
