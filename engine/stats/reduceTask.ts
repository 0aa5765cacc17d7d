import type { FigureBatch } from '../../shared/statistics.ts';
import type { ElementFormat } from '../kernels/elementKind.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { readStart } from '../zip/localHeader.ts';
import { FigureRows } from './figureRows.ts';
import type { Chunk, Segment } from './planChunks.ts';
import type { Summary } from './summary.ts';

/** How the elements of one tensor are read. */
export interface TensorReading {
  readonly tensor: number;
  readonly format: ElementFormat;
  /** Whether the file's byte order is not the machine's. */
  readonly swapped: boolean;
  /** Bytes of the tensor; when the task holds them all, its figures are finished here. */
  readonly bytes: number;
}

/** Work for one worker: neighbouring reads, and how to understand them. Plain data. */
export interface ReduceTask {
  readonly chunks: readonly Chunk[];
  readonly readings: readonly TensorReading[];
  /** Bins of each histogram, at most. */
  readonly bins: number;
}

/** What a task leaves: finished tensors, parts of those that other tasks share, and those that were not where they should be. */
export interface ReducedTask {
  readonly finished: FigureBatch;
  readonly parts: readonly { readonly tensor: number; readonly bytes: number; readonly summary: Summary }[];
  /** Tensors whose local header disagrees with the computed place; they must be located by reading it. */
  readonly misplaced: readonly number[];
}

/** Fills `target` from an absolute offset of the file. */
export type ReadInto = (offset: number, target: Uint8Array, signal?: AbortSignal) => Promise<void>;

export interface ReduceOptions {
  /** Input buffers in use, all of the kernel's by default. A reader that blocks its thread gains nothing from more than one. */
  readonly buffers?: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads a task's chunks in order and reduces each while the next ones are being read. Memory is the kernel's: as many reads are
 * ahead as it has input buffers to spare.
 */
export async function reduceTask(
  task: ReduceTask,
  kernel: Kernel,
  readInto: ReadInto,
  { buffers = kernel.inputs.length, signal }: ReduceOptions = {},
): Promise<ReducedTask> {
  const inputs = kernel.inputs.slice(0, buffers);
  const reads = startReads(task.chunks, inputs, readInto, signal);
  const taken = new TakenParts(task, kernel);
  try {
    for (const [index, chunk] of task.chunks.entries()) {
      signal?.throwIfAborted();
      await reads.wait(index);
      const buffer = index % inputs.length;
      const following = task.chunks[index + 1]?.segments[0]?.tensor;
      for (const [place, segment] of chunk.segments.entries()) {
        taken.reduce(segment, buffer, chunk.start);
        const next = chunk.segments[place + 1]?.tensor ?? following;
        if (next !== segment.tensor) taken.take(segment.tensor);
      }
      reads.start(index + inputs.length);
    }
  } finally {
    // Buffers belong to the reads that are on their way; the kernel is handed back only when none is.
    await reads.settle();
  }
  return taken.result();
}

interface Reads {
  start(index: number): void;
  wait(index: number): Promise<void>;
  settle(): Promise<unknown>;
}

function startReads(
  chunks: readonly Chunk[],
  inputs: readonly Uint8Array[],
  readInto: ReadInto,
  signal: AbortSignal | undefined,
): Reads {
  const reads: Promise<void>[] = [];
  const start = (index: number) => {
    const chunk = chunks[index];
    const buffer = inputs[index % inputs.length];
    if (chunk === undefined || buffer === undefined) return;
    const read = readInto(chunk.start, buffer.subarray(0, chunk.end - chunk.start), signal);
    // A read that fails while an earlier one is awaited is reported when its turn comes.
    read.catch(() => undefined);
    reads[index] = read;
  };
  for (let index = 0; index < inputs.length; index++) start(index);
  return { start, wait: async (index) => reads[index], settle: () => Promise.allSettled(reads) };
}

/** Gathers what the kernel leaves of each tensor. */
class TakenParts {
  readonly #kernel: Kernel;
  readonly #task: ReduceTask;
  readonly #readings: ReadonlyMap<number, TensorReading>;
  readonly #rows = new FigureRows();
  readonly #parts: { tensor: number; bytes: number; summary: Summary }[] = [];
  readonly #misplaced = new Set<number>();
  #bytes = 0;

  constructor(task: ReduceTask, kernel: Kernel) {
    this.#task = task;
    this.#kernel = kernel;
    this.#readings = new Map(task.readings.map((reading) => [reading.tensor, reading]));
  }

  reduce(segment: Segment, buffer: number, chunkStart: number): void {
    const { tensor, start, bytes } = segment;
    const reading = this.#readings.get(tensor);
    if (reading === undefined) throw new RangeError(`a reading for tensor ${tensor}`);
    if (!isInPlace(segment, this.#kernel.inputs[buffer], chunkStart)) this.#misplaced.add(tensor);
    if (this.#misplaced.has(tensor)) return;
    this.#kernel.reduce(reading.format, buffer, start - chunkStart, bytes, reading.swapped);
    this.#bytes += bytes;
  }

  take(tensor: number): void {
    const reading = this.#readings.get(tensor);
    if (reading === undefined || this.#misplaced.has(tensor)) return;
    const bytes = this.#bytes;
    this.#bytes = 0;
    if (bytes < reading.bytes) this.#parts.push({ tensor, bytes, summary: this.#kernel.take(reading.format) });
    else this.#rows.add(tensor, this.#kernel.describe(reading.format, this.#task.bins));
  }

  result(): ReducedTask {
    return { finished: this.#rows.toBatch(), parts: this.#parts, misplaced: [...this.#misplaced] };
  }
}

/** Whether the local header before a segment leads to the place that was computed for it. */
function isInPlace({ start, lead }: Segment, buffer: Uint8Array | undefined, chunkStart: number): boolean {
  if (lead === undefined || buffer === undefined) return true;
  const header = buffer.subarray(start - lead - chunkStart, start - chunkStart);
  return readStart(header) === lead;
}
