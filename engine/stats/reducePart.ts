import { INPUT_BYTES, type Kernel } from '../kernels/kernel.ts';
import { unpackBits } from './elementReader.ts';
import type { TensorPart } from './planTensor.ts';
import { countView, gatherView, spanOf, splitView, type StridedView } from './stridedView.ts';
import { mergeSummaries, repeatSummary, type Summary } from './summary.ts';

/** Reads bytes of one storage, decompressed, from the storage's own start. */
export type ReadStorage = (offset: number, length: number, signal?: AbortSignal) => Promise<Uint8Array>;

/**
 * Reduces elements that are no plain run of a kernel's own type: views with gaps, packed or converted elements. Memory stays
 * within a few input buffers, whatever the view spans.
 */
export async function reducePart(
  part: TensorPart,
  kernel: Kernel,
  read: ReadStorage,
  signal?: AbortSignal,
): Promise<Summary> {
  const { reader, set } = part;
  let whole: Summary | undefined;
  if (set.repeat > 0) {
    // Decoded elements are at most 8 bytes wide, and a piece must fit an input buffer then too.
    for (const piece of splitView(set.view, INPUT_BYTES / 8)) {
      signal?.throwIfAborted();
      const elements = await readPiece(piece, reader.bits, read, signal);
      const summary = reduceElements(kernel, part, elements);
      whole = whole === undefined ? summary : mergeSummaries(whole, summary);
    }
  }
  return repeatSummary(whole ?? kernel.take(reader.format), set.repeat);
}

/** The elements of a view, one after another: as they are stored, or one byte each where they are packed. */
export async function readPiece(
  piece: StridedView,
  bits: number,
  read: ReadStorage,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const from = Math.floor((piece.offset * bits) / 8);
  const to = Math.ceil(((piece.offset + spanOf(piece)) * bits) / 8);
  const stored = await read(from, to - from, signal);
  const packed = bits < 8;
  const source = packed ? unpackBits(stored, bits).subarray(piece.offset % (8 / bits)) : stored;
  const width = packed ? 1 : bits / 8;
  const elements = new Uint8Array(countView(piece) * width);
  gatherView(piece, width, source, elements);
  return elements;
}

function reduceElements(kernel: Kernel, { reader }: TensorPart, elements: Uint8Array): Summary {
  const values = reader.decode?.(elements) ?? elements;
  kernel.inputs[0]?.set(values);
  kernel.reduce(reader.format, 0, 0, values.length, reader.swapped);
  return kernel.take(reader.format);
}
