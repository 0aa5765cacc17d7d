import type { BufferedElements, DifferenceKernel } from '../kernels/differenceKernel.ts';
import type { ElementFormat } from '../kernels/elementKind.ts';
import { readStart } from '../zip/localHeader.ts';
import { PartRows } from './partRows.ts';
import { listChunks, segmentWidth, strandWidth, type PackedChunk } from './packTask.ts';
import { blameSource } from './sourceFailure.ts';
import type { StrandTask } from './strand.ts';

/** Fills `target` from an absolute offset of a file, which goes by its place in the task's row. */
export type ReadSide = (side: number, offset: number, target: Uint8Array, signal?: AbortSignal) => Promise<void>;

/** What a task leaves. */
export interface FollowedTask {
  /** Rows of {@link PartRows}: the difference of each tensor's elements between one file of the row and the next. */
  readonly parts: Float64Array;
  /** Tensors whose local header disagrees with the computed place in some file; they must be located by reading it. */
  readonly misplaced: readonly number[];
  /** Bytes that were read. */
  readonly bytes: number;
}

export interface FollowOptions {
  /** Input buffers in use, all of the kernel's by default. A reader that blocks its thread gains nothing from more than two. */
  readonly buffers?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a task's chunks through all of its files, each byte once, and compares each file with the one before while the next one is
 * being read. Memory is the kernel's.
 */
export async function followStrands(
  task: StrandTask,
  kernel: DifferenceKernel,
  readSide: ReadSide,
  { buffers = kernel.inputs.length, signal }: FollowOptions = {},
): Promise<FollowedTask> {
  const chunks = listChunks(task);
  const reads = new ReadRing({ task, chunks, inputs: kernel.inputs.slice(0, buffers), readSide, signal });
  const following = new Following(task, kernel);
  const row = task.files.length;
  try {
    for (const [index, chunk] of chunks.entries()) {
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
    return { ...following.result(), bytes: reads.bytes };
  } finally {
    // Buffers belong to the reads that are on their way; the kernel is handed back only when none is.
    await reads.settle();
    kernel.take();
  }
}

interface RingParameters {
  readonly task: StrandTask;
  readonly chunks: readonly PackedChunk[];
  readonly inputs: readonly Uint8Array[];
  readonly readSide: ReadSide;
  readonly signal: AbortSignal | undefined;
}

/** Reads in the order of use (chunk by chunk, file by file), as many ahead as there are buffers. */
class ReadRing {
  readonly #given: RingParameters;
  readonly #reads: Promise<void>[] = [];
  bytes = 0;

  constructor(given: RingParameters) {
    this.#given = given;
    for (let place = 0; place < given.inputs.length; place++) this.#start(place);
  }

  bufferOf(place: number): number {
    return place % this.#given.inputs.length;
  }

  wait(place: number): Promise<void> | undefined {
    return this.#reads[place];
  }

  /** Gives a buffer to the next read that waits for it. */
  release(place: number): void {
    this.#start(place + this.#given.inputs.length);
  }

  settle(): Promise<unknown> {
    return Promise.allSettled(this.#reads);
  }

  #start(place: number): void {
    const { task, chunks, inputs, readSide, signal } = this.#given;
    const row = task.files.length;
    const span = chunks[Math.floor(place / row)]?.spans[place % row];
    const buffer = inputs[this.bufferOf(place)];
    if (span === undefined || buffer === undefined) return;
    this.bytes += span.end - span.start;
    const target = buffer.subarray(0, span.end - span.start);
    const read = readSide(place % row, span.start, target, signal).catch((error: unknown) => {
      throw blameSource(error, task.files[place % row] ?? 0);
    });
    // A read that fails while an earlier one is awaited is reported when its turn comes.
    read.catch(() => undefined);
    this.#reads[place] = read;
  }
}

/** Gathers what the kernel leaves of each tensor and step. */
class Following {
  readonly #task: StrandTask;
  readonly #kernel: DifferenceKernel;
  readonly #parts = new PartRows();
  readonly #misplaced = new Set<number>();
  readonly #segmentWidth: number;
  readonly #strandWidth: number;

  constructor(task: StrandTask, kernel: DifferenceKernel) {
    this.#task = task;
    this.#kernel = kernel;
    this.#segmentWidth = segmentWidth(task.files);
    this.#strandWidth = strandWidth(task.files);
  }

  /** Checks that elements lie where they were expected. */
  arrive({ from, to, spans }: PackedChunk, side: number, input: number): void {
    const { strands, segments } = this.#task;
    const first = spans[side]?.start ?? 0;
    const buffer = this.#kernel.inputs[input];
    for (let segment = from; segment < to; segment++) {
      const at = segment * this.#segmentWidth;
      const strand = (segments[at] ?? 0) * this.#strandWidth;
      const lead = segments[at + 1] === 0 ? (strands[strand + 2 + side * 2] ?? 0) : 0;
      if (lead === 0 || buffer === undefined) continue;
      const start = (segments[at + 3 + side] ?? 0) - first;
      if (readStart(buffer.subarray(start - lead, start)) !== lead) this.#misplaced.add(strands[strand] ?? -1);
    }
  }

  compare({ from, to, spans }: PackedChunk, step: number, reads: ReadRing, place: number): void {
    const { files, strands, segments } = this.#task;
    const right = Math.min(step + 1, files.length - 1);
    const inputs = [reads.bufferOf(place - (right - step)), reads.bufferOf(place)] as const;
    for (let segment = from; segment < to; segment++) {
      const at = segment * this.#segmentWidth;
      const strand = segments[at] ?? 0;
      const tensor = strands[strand * this.#strandWidth] ?? -1;
      if (this.#misplaced.has(tensor)) continue;
      const sideOf = (side: number, input: number): BufferedElements => ({
        format: this.#formatOf(strand, side),
        input,
        start: (segments[at + 3 + side] ?? 0) - (spans[side]?.start ?? 0),
      });
      const [base = 0, count = 0] = [segments[at + 1], segments[at + 2]];
      this.#kernel.add(sideOf(step, inputs[0]), sideOf(right, inputs[1]), count, base);
      this.#parts.count(tensor, step, count);
      if (!this.#goesOn(segment)) this.#parts.take(this.#kernel);
    }
  }

  result(): Omit<FollowedTask, 'bytes'> {
    return { parts: this.#parts.without(this.#misplaced), misplaced: [...this.#misplaced] };
  }

  /** Whether the next elements that the kernel sees are the same tensor's. In a longer row, another step comes between two reads. */
  #goesOn(segment: number): boolean {
    const { files, segments } = this.#task;
    const at = segment * this.#segmentWidth;
    return files.length <= 2 && segments[at + this.#segmentWidth] === segments[at];
  }

  #formatOf(strand: number, side: number): ElementFormat {
    const format = this.#task.formats[this.#task.strands[strand * this.#strandWidth + 1 + side * 2] ?? -1];
    if (format === undefined) throw new RangeError(`a format for strand ${strand}`);
    return format;
  }
}
