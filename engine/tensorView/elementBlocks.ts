import { countView, splitView, toElementSet } from '../stats/stridedView.ts';
import type { Elements } from './elements.ts';
import type { ElementView } from './elementView.ts';
import type { Following } from './following.ts';
import { createNumberReader } from './numbers.ts';
import { readViews, unitOf } from './readView.ts';

/** Bytes of elements that are read at once. */
const PIECE_BYTES: number = 4 << 20;
/** Elements that are decoded at once: as doubles they stay in a core's own cache. */
export const BLOCK_ELEMENTS = 8192;

interface Piece {
  readonly view: ElementView;
  readonly channel: number;
}

/** Gives every stored element once, in the file's order, as doubles; answers how often each counts (expanded tensors). */
export async function forEachBlock(
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
