import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import { readStart } from '../zip/localHeader.ts';
import { mergeDifferences, type DifferenceSummary } from './differenceSummary.ts';
import { blameSource } from './sourceFailure.ts';
import type { Strand, StrandChunk, StrandSegment, StrandTask } from './strand.ts';

/** Fills `target` from an absolute offset of a file, which goes by its place in the task's row. */
export type ReadSide = (side: number, offset: number, target: Uint8Array, signal?: AbortSignal) => Promise<void>;

/** The difference of a tensor's elements between file `step` of the row and the next; in a row of one, of the file and itself. */
export interface FollowedPart {
  readonly tensor: number;
  readonly step: number;
  /** Elements that it covers. */
  readonly count: number;
  readonly summary: DifferenceSummary;
}

/** What a task leaves. */
export interface FollowedTask {
  readonly parts: readonly FollowedPart[];
  /** Tensors whose local header disagrees with the computed place in some file; they must be located by reading it. */
  readonly misplaced: readonly number[];
  /** Bytes that were read. */
  readonly bytes: number;
}

/**
 * Reads a task's chunks through all of its files, each byte once, and compares each file with the one before while the next one is
 * being read. Memory is the kernel's.
 */
export async function followStrands(
  task: StrandTask,
  kernel: DifferenceKernel,
  readSide: ReadSide,
  signal?: AbortSignal,
): Promise<FollowedTask> {
  const reads = new ReadRing(task, kernel, readSide, signal);
  const following = new Following(task, kernel);
  const row = task.files.length;
  try {
    for (const [index, chunk] of task.chunks.entries()) {
      for (let side = 0; side < row; side++) {
        signal?.throwIfAborted();
        const place = index * row + side;
        await reads.wait(place);
        following.arrive(chunk, side, reads.bufferOf(place));
        if (side > 0 || row === 1) following.compare(chunk, Math.max(0, side - 1), reads, place);
        if (side > 0) reads.release(place - 1);
      }
      reads.release(index * row + row - 1);
    }
  } finally {
    // Buffers belong to the reads that are on their way; the kernel is handed back only when none is.
    await reads.settle();
    kernel.take();
  }
  return { ...following.result(), bytes: reads.bytes };
}

/** Reads in the order of use (chunk by chunk, file by file), as many ahead as there are buffers. */
class ReadRing {
  readonly #task: StrandTask;
  readonly #kernel: DifferenceKernel;
  readonly #readSide: ReadSide;
  readonly #signal: AbortSignal | undefined;
  readonly #reads: Promise<void>[] = [];
  bytes = 0;

  constructor(task: StrandTask, kernel: DifferenceKernel, readSide: ReadSide, signal: AbortSignal | undefined) {
    this.#task = task;
    this.#kernel = kernel;
    this.#readSide = readSide;
    this.#signal = signal;
    for (let place = 0; place < kernel.inputs.length; place++) this.#start(place);
  }

  bufferOf(place: number): number {
    return place % this.#kernel.inputs.length;
  }

  wait(place: number): Promise<void> | undefined {
    return this.#reads[place];
  }

  /** Gives a buffer to the next read that waits for it. */
  release(place: number): void {
    this.#start(place + this.#kernel.inputs.length);
  }

  settle(): Promise<unknown> {
    return Promise.allSettled(this.#reads);
  }

  #start(place: number): void {
    const row = this.#task.files.length;
    const span = this.#task.chunks[Math.floor(place / row)]?.spans[place % row];
    const buffer = this.#kernel.inputs[this.bufferOf(place)];
    if (span === undefined || buffer === undefined) return;
    this.bytes += span.end - span.start;
    const target = buffer.subarray(0, span.end - span.start);
    const read = this.#readSide(place % row, span.start, target, this.#signal).catch((error: unknown) => {
      throw blameSource(error, this.#task.files[place % row] ?? 0);
    });
    // A read that fails while an earlier one is awaited is reported when its turn comes.
    read.catch(() => undefined);
    this.#reads[place] = read;
  }
}

/** Gathers what the kernel leaves of each tensor and step. */
class Following {
  readonly #kernel: DifferenceKernel;
  readonly #strands: ReadonlyMap<number, Strand>;
  readonly #parts = new Map<string, FollowedPart>();
  readonly #misplaced = new Set<number>();

  constructor(task: StrandTask, kernel: DifferenceKernel) {
    this.#kernel = kernel;
    this.#strands = new Map(task.strands.map((strand) => [strand.tensor, strand]));
  }

  /** Checks that elements lie where they were expected. */
  arrive({ spans, segments }: StrandChunk, side: number, input: number): void {
    const from = spans[side]?.start ?? 0;
    const buffer = this.#kernel.inputs[input];
    for (const { tensor, base, starts } of segments) {
      const lead = base === 0 ? this.#strands.get(tensor)?.sides[side]?.lead : undefined;
      if (lead === undefined || buffer === undefined) continue;
      const start = (starts[side] ?? 0) - from;
      if (readStart(buffer.subarray(start - lead, start)) !== lead) this.#misplaced.add(tensor);
    }
  }

  compare({ spans, segments }: StrandChunk, step: number, reads: ReadRing, place: number): void {
    const right = Math.min(step + 1, spans.length - 1);
    const inputs = [reads.bufferOf(place - (right - step)), reads.bufferOf(place)];
    for (const segment of segments) {
      if (this.#misplaced.has(segment.tensor)) continue;
      const [left, other] = [step, right].map((side, at) => ({
        format: this.#formatOf(segment, side),
        input: inputs[at] ?? 0,
        start: (segment.starts[side] ?? 0) - (spans[side]?.start ?? 0),
      }));
      if (left === undefined || other === undefined) throw new RangeError('two sides');
      this.#kernel.add(left, other, segment.count, segment.base);
      this.#keep(segment, step, this.#kernel.take());
    }
  }

  result(): Omit<FollowedTask, 'bytes'> {
    const parts = [...this.#parts.values()].filter(({ tensor }) => !this.#misplaced.has(tensor));
    return { parts, misplaced: [...this.#misplaced] };
  }

  #formatOf({ tensor }: StrandSegment, side: number): Strand['sides'][number]['format'] {
    const format = this.#strands.get(tensor)?.sides[side]?.format;
    if (format === undefined) throw new RangeError(`a format for tensor ${tensor}`);
    return format;
  }

  #keep({ tensor, count }: StrandSegment, step: number, summary: DifferenceSummary): void {
    const key = `${tensor} ${step}`;
    const before = this.#parts.get(key);
    this.#parts.set(key, {
      tensor,
      step,
      count: count + (before?.count ?? 0),
      summary: before === undefined ? summary : mergeDifferences(before.summary, summary),
    });
  }
}
