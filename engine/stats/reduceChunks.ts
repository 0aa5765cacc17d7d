import type { ElementFormat } from '../kernels/elementKind.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { Chunk } from './planChunks.ts';
import type { Summary } from './summary.ts';

/** How one tensor's elements are read. */
export interface TensorReading {
  readonly format: ElementFormat;
  /** Whether the file's byte order is not the machine's. */
  readonly swapped: boolean;
}

export interface ReduceParameters {
  readonly chunks: readonly Chunk[];
  readonly kernel: Kernel;
  /** Fills `target` from an absolute offset. */
  readonly readInto: (offset: number, target: Uint8Array, signal?: AbortSignal) => Promise<void>;
  readonly readingOf: (tensor: number) => TensorReading;
  /** A part of a tensor: everything of it that the chunks so far held in sequence. */
  readonly onPart: (tensor: number, part: Summary) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads chunks in order and reduces each while the next ones are being read. Memory is the kernel's, whatever the file's size:
 * as many reads are ahead as the kernel has input buffers to spare.
 */
export async function reduceChunks(parameters: ReduceParameters): Promise<void> {
  const { chunks, kernel, readInto, readingOf, onPart, signal } = parameters;
  const buffers = kernel.inputs.length;
  const reads: Promise<void>[] = [];
  const startRead = (index: number) => {
    const chunk = chunks[index];
    const buffer = kernel.inputs[index % buffers];
    if (chunk === undefined || buffer === undefined) return;
    const read = readInto(chunk.start, buffer.subarray(0, chunk.end - chunk.start), signal);
    // A read that fails while an earlier one is awaited is reported when its turn comes.
    read.catch(() => undefined);
    reads[index] = read;
  };
  for (let index = 0; index < buffers; index++) startRead(index);
  try {
    for (const [index, chunk] of chunks.entries()) {
      signal?.throwIfAborted();
      await reads[index];
      const following = chunks[index + 1]?.segments[0]?.tensor;
      for (const [place, { tensor, start, bytes }] of chunk.segments.entries()) {
        const { format, swapped } = readingOf(tensor);
        kernel.reduce(format, index % buffers, start - chunk.start, bytes, swapped);
        const next = place + 1 < chunk.segments.length ? chunk.segments[place + 1]?.tensor : following;
        if (next !== tensor) onPart(tensor, kernel.take(format));
      }
      startRead(index + buffers);
    }
  } finally {
    // Buffers belong to reads that are on their way; a kernel is handed back only when none is.
    await Promise.allSettled(reads);
  }
}
