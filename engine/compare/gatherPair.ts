import { LIMITS } from '../limits.ts';
import { SIDE_BYTES, type DifferenceKernel } from '../kernels/differenceKernel.ts';
import type { Pacer } from '../pacer.ts';
import { readPiece, type ReadStorage } from '../stats/reducePart.ts';
import { createStorageReader } from '../stats/readStorage.ts';
import { alignViews, countAligned, sideView, splitAligned, type AlignedView } from './alignedView.ts';
import { addComplexPair } from './complexPair.ts';
import { mergeDifferences, NO_DIFFERENCE, repeatDifference, type DifferenceSummary } from './differenceSummary.ts';
import type { TensorSide } from './tensorSide.ts';

/** Elements of a piece: decoded they are at most 8 bytes wide, and fit an input buffer. */
const PIECE: number = SIDE_BYTES / 8;

/** Two sides of one shape, and the order in which their elements are read. */
export interface AlignedPair {
  readonly left: TensorSide;
  readonly right: TensorSide;
  readonly view: AlignedView;
}

export interface GatheredPair extends AlignedPair {
  /** Lets others have their turn between pieces. */
  readonly pacer?: Pacer | undefined;
}

/**
 * Compares elements that are no plain runs of a kernel's own type: views with gaps, layouts that differ, packed, converted or
 * complex elements. Memory stays within a few input buffers, whatever the views span.
 */
export async function gatherPair(
  pair: GatheredPair,
  kernel: DifferenceKernel,
  signal?: AbortSignal,
): Promise<DifferenceSummary> {
  const { left, right, view, pacer } = pair;
  const reads = [createStorageReader(left.opened, left.storage), createStorageReader(right.opened, right.storage)];
  const axis = left.channelAxis ?? right.channelAxis;
  const channels = axis === undefined ? 1 : (left.view.shape[axis] ?? 0);
  let whole = NO_DIFFERENCE;
  let base = 0;
  for (let channel = 0; view.repeat > 0 && channel < channels; channel++) {
    const part = axis === undefined ? view : alignViews(sliceViews(pair, axis, channel));
    for (const piece of splitAligned(part, PIECE)) {
      signal?.throwIfAborted();
      if (pacer?.isDue() === true) await pacer.pause();
      const summary = await comparePiece(pair, { piece, channel, base }, reads, kernel, signal);
      whole = mergeDifferences(whole, summary);
      base += countAligned({ ...piece, repeat: 1 });
    }
  }
  return repeatDifference(whole, view.repeat);
}

/** Whether a comparison costs more than the files could justify: views that show their elements many times over. */
export function isExcessive({ left, right, view }: AlignedPair): boolean {
  const bytes = Math.max(left.storage.extent?.size ?? 0, right.storage.extent?.size ?? 0);
  return countAligned(view) > LIMITS.comparedElementsFactor * bytes + LIMITS.comparedElements;
}

function sliceViews({ left, right }: AlignedPair, axis: number, channel: number): TensorSide['view'][] {
  return [left, right].map(({ view: { shape, stride, offset } }) => ({
    shape: shape.with(axis, 1),
    stride,
    offset: offset + channel * (stride[axis] ?? 0),
  }));
}

interface Piece {
  readonly piece: AlignedView;
  readonly channel: number;
  readonly base: number;
}

async function comparePiece(
  { left, right }: AlignedPair,
  { piece, channel, base }: Piece,
  reads: readonly ReadStorage[],
  kernel: DifferenceKernel,
  signal?: AbortSignal,
): Promise<DifferenceSummary> {
  const count = countAligned({ ...piece, repeat: 1 });
  const elements: Uint8Array[] = [];
  for (const [side, { readerAt }] of [left, right].entries()) {
    const { bits } = readerAt(channel);
    const read = reads[side];
    if (read !== undefined) elements.push(await readPiece(sideView(piece, side), bits, read, signal));
  }
  const [a, b] = elements;
  if (a === undefined || b === undefined) throw new RangeError('two sides');
  if (left.complex !== undefined && right.complex !== undefined) {
    return addComplexPair({ bytes: a, side: left }, { bytes: b, side: right }, base, kernel);
  }
  const [from, to] = [left, right].map(({ readerAt }, input) => {
    const reader = readerAt(channel);
    const stored = elements[input] ?? new Uint8Array();
    kernel.inputs[input]?.set(reader.decode?.(stored) ?? stored);
    const side = { format: reader.format, input, start: 0 };
    if (reader.swapped) kernel.swap(side, count);
    return side;
  });
  if (from === undefined || to === undefined) throw new RangeError('two sides');
  kernel.add(from, to, count, base);
  return kernel.take();
}
