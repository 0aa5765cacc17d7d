import { BLOCK_ELEMENTS } from '../tensorView/elementBlocks.ts';
import type { Elements } from '../tensorView/elements.ts';
import type { Following } from '../tensorView/following.ts';
import { createNumberReader } from '../tensorView/numbers.ts';
import { readView } from '../tensorView/readView.ts';
import { alignViews, countAligned, sideView, splitAligned, type AlignedView } from './alignedView.ts';

/** Elements of a piece: 2 MiB of the widest. */
const PIECE: number = 256 << 10;

/** Two tensors of one shape whose elements are read side by side, as numbers. */
export interface ElementPair {
  readonly left: Elements;
  readonly right: Elements;
}

/** Whether each element of one tensor has a partner in the other. */
export function canPair({ left, right }: ElementPair): boolean {
  const [ours, theirs] = [left.view.dims, right.view.dims];
  const [axis, other] = [axisOf(left), axisOf(right)];
  const oneAxis = axis === undefined || other === undefined || axis === other;
  return oneAxis && ours.length === theirs.length && ours.every(({ size }, at) => size === theirs[at]?.size);
}

/** Elements that {@link forEachPair} gives. */
export function countPairs(pair: ElementPair): number {
  return countAligned(viewOf(pair));
}

/**
 * Gives every pair of elements once, as doubles, in an order that suits the files; answers how often each counts (expanded tensors).
 * Memory is bounded whatever the views span.
 */
export async function forEachPair(
  pair: ElementPair,
  { signal, onProgress, pacer }: Following,
  take: (left: Float64Array, right: Float64Array) => void,
): Promise<number> {
  const sides = [pair.left, pair.right].map((elements) => ({
    elements,
    numbers: createNumberReader(elements),
    block: new Float64Array(BLOCK_ELEMENTS),
  }));
  const total = countPairs(pair);
  let done = 0;
  for (const { piece, channel } of cutPair(pair)) {
    signal?.throwIfAborted();
    const count = countAligned({ ...piece, repeat: 1 });
    const stored = await Promise.all(
      sides.map(async ({ elements }, side) => readView(elements, sideView(piece, side), signal)),
    );
    for (let at = 0; at < count; at += BLOCK_ELEMENTS) {
      const [left, right] = sides.map(({ numbers, block }, side) => {
        const values = block.subarray(0, Math.min(BLOCK_ELEMENTS, count - at));
        numbers.read(stored[side] ?? new Uint8Array(), at, values, () => channel);
        return values;
      });
      if (left !== undefined && right !== undefined) take(left, right);
    }
    done += count;
    onProgress?.(done, total);
    if (pacer?.isDue() === true) await pacer.pause();
  }
  return viewOf(pair).repeat;
}

/** The axis along which a quantizer has channels. */
function axisOf({ quantizer }: Elements): number | undefined {
  return quantizer === undefined || quantizer.axis < 0 ? undefined : quantizer.axis;
}

function viewOf({ left, right }: ElementPair, first?: number, index = 0): AlignedView {
  const views = [left, right].map(({ view: { dims, offset } }) => ({
    shape: dims.map(({ size }, axis) => (axis === first ? Math.min(size, 1) : size)),
    stride: dims.map(({ stride }) => stride),
    offset: offset + (first === undefined ? 0 : index * (dims[first]?.stride ?? 0)),
  }));
  return alignViews(views);
}

/** Pieces of which each has one way to become values. */
function* cutPair(pair: ElementPair): Generator<{ readonly piece: AlignedView; readonly channel: number }> {
  const axis = axisOf(pair.left) ?? axisOf(pair.right);
  const channels = axis === undefined ? 1 : (pair.left.view.dims[axis]?.size ?? 0);
  for (let channel = 0; channel < channels; channel++) {
    const view = viewOf(pair, axis, channel);
    if (view.repeat === 0) return;
    for (const piece of splitAligned(view, PIECE)) yield { piece, channel };
  }
}
