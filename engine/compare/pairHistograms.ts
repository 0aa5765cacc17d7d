import type { PairHistograms } from '../../shared/comparison.ts';
import { forEachBlock } from '../tensorView/elementBlocks.ts';
import type { Elements } from '../tensorView/elements.ts';
import { checkOrder, findSpread, knownSpread, MAX_BINS } from '../tensorView/exactHistogram.ts';
import type { Following } from '../tensorView/following.ts';
import { createBins } from '../tensorView/histogramBins.ts';
import type { Spread } from '../tensorView/spread.ts';
import { countView } from '../stats/stridedView.ts';
import { forEachPair } from './elementPair.ts';

/** One tensor of a pair. */
export interface HistogramSide {
  readonly elements: Elements;
  /** Least and greatest finite value where they are known: that spares a pass on a linear scale. */
  readonly known?: { readonly min: number; readonly max: number } | undefined;
}

export interface PairHistogramRequest {
  readonly scale: 'linear' | 'log';
  readonly bins: number;
  readonly left?: HistogramSide | undefined;
  readonly right?: HistogramSide | undefined;
  /** The largest difference of two finite elements; undefined where elements are not paired. */
  readonly maxAbs?: number | undefined;
}

/**
 * Histograms of two tensors over common edges, and of their difference; counts are exact for the edges. Each tensor is read in pieces,
 * once to find how far it spreads and once to count. 64-bit integers count as the doubles nearest to them. Errors: `usage` for tensors without
 * values or without an order; `source/*`, `zip/*`.
 */
export async function comparePairHistograms(
  request: PairHistogramRequest,
  following: Following = {},
): Promise<PairHistograms> {
  const { left, right, scale, maxAbs } = request;
  const sides = [left, right].filter((side) => side !== undefined);
  for (const { elements } of sides) checkOrder(elements);
  const bins = Math.min(Math.max(1, Math.floor(request.bins)), MAX_BINS);
  const isKnown = ({ known }: HistogramSide): boolean => scale === 'linear' && known !== undefined;
  const passes = new Passes([...sides.filter((side) => !isKnown(side)), ...sides].map(sizeOf), following);
  const spreads: Spread[] = [];
  for (const side of sides) {
    spreads.push(
      isKnown(side) && side.known
        ? knownSpread(side.known)
        : await findSpread(side.elements, passes.next(sizeOf(side))),
    );
  }
  const { edges, count } = createBins(scale, mergeSpreads(spreads), bins);
  const countsOf = (side: HistogramSide | undefined): Float64Array =>
    new Float64Array(side === undefined ? 0 : Math.max(0, edges.length - 1));
  const counts = { left: countsOf(left), right: countsOf(right) };
  if (left !== undefined && right !== undefined && maxAbs !== undefined) {
    const reach = Math.min(maxAbs, Number.MAX_VALUE);
    const difference = createBins('linear', knownSpread({ min: 0 - reach, max: reach }), bins);
    const differences = new Float64Array(Math.max(0, difference.edges.length - 1));
    const pair = { left: left.elements, right: right.elements };
    const repeat = await forEachPair(pair, passes.next(sizeOf(left) + sizeOf(right), 2), (ours, theirs) => {
      count(ours, counts.left);
      count(theirs, counts.right);
      for (let i = 0; i < theirs.length; i++) ours[i] = (theirs[i] ?? 0) - (ours[i] ?? 0);
      difference.count(ours, differences);
    });
    const repeated = (bin: number): number => bin * repeat;
    return {
      edges,
      left: counts.left.map(repeated),
      right: counts.right.map(repeated),
      difference: { edges: difference.edges, counts: differences.map(repeated) },
    };
  }
  const countSide = async (side: HistogramSide | undefined, into: Float64Array): Promise<Float64Array> => {
    if (side === undefined) return into;
    const repeat = await forEachBlock(side.elements, passes.next(sizeOf(side)), (values) => count(values, into));
    return into.map((bin) => bin * repeat);
  };
  return { edges, left: await countSide(left, counts.left), right: await countSide(right, counts.right) };
}

function sizeOf({ elements }: HistogramSide): number {
  return countView(elements.view);
}

/** Progress of several passes as that of one. */
class Passes {
  readonly #following: Following;
  readonly #total: number;
  #before = 0;

  constructor(sizes: readonly number[], following: Following) {
    this.#following = following;
    this.#total = sizes.reduce((sum, size) => sum + size, 0);
  }

  /** The next pass. @param weight what each of its own elements counts. */
  next(size: number, weight = 1): Following {
    const { onProgress, ...rest } = this.#following;
    const before = this.#before;
    this.#before += size;
    return {
      ...rest,
      ...(onProgress && { onProgress: (done) => onProgress(before + done * weight, this.#total) }),
    };
  }
}

function mergeSpreads(spreads: readonly Spread[]): Spread {
  const least = (figure: 'min' | 'smallest') => Math.min(Infinity, ...spreads.map((spread) => spread[figure]));
  const most = (figure: 'max' | 'largest') => Math.max(-Infinity, ...spreads.map((spread) => spread[figure]));
  return { min: least('min'), max: most('max'), smallest: least('smallest'), largest: most('largest'), threshold: 1 };
}
