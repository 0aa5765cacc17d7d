import type { ExactHistogram } from '../../shared/tensorView.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { countView, splitView, toElementSet } from '../stats/stridedView.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { noElements, openElements, type Elements } from './elements.ts';
import type { ElementView } from './elementView.ts';
import type { Following } from './following.ts';
import { createBins, type Scale } from './histogramBins.ts';
import { createNumberReader } from './numbers.ts';
import { readViews, unitOf } from './readView.ts';
import { SpreadCounter, type Spread } from './spread.ts';

/** Bins of one histogram. */
export const MAX_BINS = 4096;
/** Bytes of elements that are read at once. */
const PIECE_BYTES: number = 4 << 20;
/** Elements that are decoded at once: as doubles they stay in a core's own cache. */
const BLOCK_ELEMENTS = 8192;

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
  if (/^(?:complex|bits|float4)/u.test(elements.dtype)) {
    throw noElements(`Elements of type ${elements.dtype} have no order, so there is no histogram of them.`);
  }
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

/** Progress of one of two passes, as a part of the whole. */
function halfOf({ onProgress, ...rest }: Following, pass: 0 | 1): Following {
  return { ...rest, ...(onProgress && { onProgress: (done, total) => onProgress(pass * total + done, 2 * total) }) };
}

function knownSpread({ min, max }: { readonly min: number; readonly max: number }): Spread {
  return { min, max, smallest: Infinity, largest: -Infinity, threshold: 1 };
}

async function findSpread(elements: Elements, following: Following): Promise<Spread> {
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

interface Piece {
  readonly view: ElementView;
  readonly channel: number;
}

/** Gives every stored element once, in the file's order, as doubles; answers how often each counts (expanded tensors). */
async function forEachBlock(
  elements: Elements,
  { signal, onProgress, pacer }: Following,
  take: (values: Float64Array) => void,
): Promise<number> {
  const numbers = createNumberReader(elements);
  const { repeat, sets, count } = listSets(elements);
  const block = new Float64Array(BLOCK_ELEMENTS);
  let done = 0;
  for await (const { part, bytes } of readViews(elements, cutPieces(sets, elements), signal)) {
    const length = bytes.length / numbers.unit;
    for (let at = 0; at < length; at += BLOCK_ELEMENTS) {
      const values = block.subarray(0, Math.min(BLOCK_ELEMENTS, length - at));
      numbers.read(bytes, at, values, () => part.channel);
      take(values);
    }
    done += length;
    onProgress?.(done, count);
    if (pacer?.isDue() === true) await pacer.pause();
  }
  return repeat;
}

/** The elements as sets whose order does not matter, one for each channel of a quantizer. */
function listSets({ view, quantizer }: Elements): {
  readonly repeat: number;
  readonly sets: readonly Piece[];
  readonly count: number;
} {
  const shape = view.dims.map(({ size }) => size);
  const stride = view.dims.map((dim) => dim.stride);
  const axis = quantizer?.axis ?? -1;
  const channels = axis < 0 ? 1 : (shape[axis] ?? 1);
  const ofChannel = axis < 0 ? shape : shape.with(axis, 1);
  const step = axis < 0 ? 0 : (stride[axis] ?? 0);
  const { repeat, view: first } = toElementSet(ofChannel, stride, view.offset);
  if (repeat === 0 || channels === 0) return { repeat: 0, sets: [], count: 0 };
  const sets = Array.from({ length: channels }, (_, channel) => ({
    channel,
    view: { ...first, offset: view.offset + channel * step },
  }));
  return { repeat, sets, count: channels * countView(first) };
}

function* cutPieces(sets: readonly Piece[], elements: Elements): Generator<Piece> {
  const size = PIECE_BYTES / unitOf(elements);
  for (const { view, channel } of sets) for (const piece of splitView(view, size)) yield { view: piece, channel };
}
