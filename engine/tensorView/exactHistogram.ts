import type { ExactHistogram } from '../../shared/tensorView.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { forEachBlock } from './elementBlocks.ts';
import { noElements, openElements, type Elements } from './elements.ts';
import type { Following } from './following.ts';
import { createBins, type Scale } from './histogramBins.ts';
import { SpreadCounter, type Spread } from './spread.ts';

/** Bins of one histogram. */
export const MAX_BINS = 4096;

export interface HistogramRequest {
  readonly scale: Scale;
  readonly bins: number;
  /** Least and greatest finite value where they are known: a linear scale then takes one pass instead of two. */
  readonly known?: { readonly min: number; readonly max: number };
}

/**
 * A histogram of one tensor whose counts are exact for its edges. The tensor is read in pieces, once to find its extremes and
 * once to count. Integers beyond 2^53 count as the doubles nearest to them. Errors: `usage` for tensors without values or
 * without an order; `source/*`, `zip/*`.
 */
export async function exactHistogram(
  opened: OpenedFile,
  value: TensorValue | NdarrayValue,
  { scale, bins, known }: HistogramRequest,
  following: Following = {},
): Promise<ExactHistogram> {
  const elements = await openElements(opened, value, following.signal);
  checkOrder(elements);
  const passes = scale === 'linear' && known !== undefined ? 1 : 2;
  const spread = passes === 1 && known ? knownSpread(known) : await findSpread(elements, halfOf(following, 0));
  const { edges, threshold, count } = createBins(scale, spread, Math.min(Math.max(1, Math.floor(bins)), MAX_BINS));
  const counts = new Float64Array(Math.max(0, edges.length - 1));
  const apart = { zeros: 0, nan: 0, posinf: 0, neginf: 0 };
  const repeat = await forEachBlock(elements, passes === 1 ? following : halfOf(following, 1), (values) => {
    countApart(values, apart);
    count(values, counts);
  });
  return {
    edges,
    counts: counts.map((one) => one * repeat),
    zeros: apart.zeros * repeat,
    nan: apart.nan * repeat,
    posinf: apart.posinf * repeat,
    neginf: apart.neginf * repeat,
    ...(threshold !== undefined && { threshold }),
  };
}

/** @throws InspectError `usage` for elements that cannot be put into bins. */
export function checkOrder({ dtype }: Elements): void {
  if (/^(?:complex|bits|float4)/u.test(dtype)) {
    throw noElements(`Elements of type ${dtype} have no order, so there is no histogram of them.`);
  }
}

/** Progress of one of two passes, as a part of the whole. */
function halfOf({ onProgress, ...rest }: Following, pass: 0 | 1): Following {
  return { ...rest, ...(onProgress && { onProgress: (done, total) => onProgress(pass * total + done, 2 * total) }) };
}

/** The spread that known extremes tell, for a linear scale. */
export function knownSpread({ min, max }: { readonly min: number; readonly max: number }): Spread {
  return { min, max, smallest: Infinity, largest: -Infinity, threshold: 1 };
}

/** How far a tensor's values spread: reads all of it. */
export async function findSpread(elements: Elements, following: Following): Promise<Spread> {
  const counter = new SpreadCounter();
  await forEachBlock(elements, following, (values) => counter.add(values));
  return counter.finish();
}

function countApart(values: Float64Array, apart: { zeros: number; nan: number; posinf: number; neginf: number }): void {
  let { zeros } = apart;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value === 0) zeros++;
    else if (Number.isNaN(value)) apart.nan++;
    else if (value === Infinity) apart.posinf++;
    else if (value === -Infinity) apart.neginf++;
  }
  apart.zeros = zeros;
}
