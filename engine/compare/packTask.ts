import { isSameFormat } from '../kernels/differenceKernel.ts';
import type { ElementFormat } from '../kernels/elementKind.ts';
import type { Span, Strand, StrandChunk, StrandTask } from './strand.ts';

/** Numbers of a tensor in {@link StrandTask.strands}: itself, and for each file its format and the bytes before it. */
export function strandWidth(files: readonly number[]): number {
  return 1 + files.length * 2;
}

/** Numbers of a run in {@link StrandTask.segments}: its tensor's row, its first element, how many, and where it starts in each file. */
export function segmentWidth(files: readonly number[]): number {
  return 3 + files.length;
}

/** Puts reads, and what must be known of their tensors, into rows of numbers. */
export function packTask(
  files: readonly number[],
  chunks: readonly StrandChunk[],
  strandOf: (tensor: number) => Strand | undefined,
): StrandTask {
  const formats = new FormatList();
  const places = new Map<number, number>();
  const strands: number[] = [];
  const placeOf = (tensor: number): number => {
    const known = places.get(tensor);
    if (known !== undefined) return known;
    const place = places.size;
    places.set(tensor, place);
    strands.push(tensor);
    for (const { format, lead = 0 } of strandOf(tensor)?.sides ?? []) strands.push(formats.placeOf(format), lead);
    return place;
  };
  const reads: number[] = [];
  const rows: number[] = [];
  for (const { spans, segments } of chunks) {
    reads.push(segments.length);
    for (const { start, end } of spans) reads.push(start, end);
    for (const { tensor, base, count, starts } of segments) rows.push(placeOf(tensor), base, count, ...starts);
  }
  return {
    files,
    formats: formats.list,
    strands: Float64Array.from(strands),
    chunks: Float64Array.from(reads),
    segments: Float64Array.from(rows),
  };
}

class FormatList {
  readonly list: ElementFormat[] = [];
  readonly #places = new Map<ElementFormat, number>();

  placeOf(format: ElementFormat): number {
    const known = this.#places.get(format);
    if (known !== undefined) return known;
    const equal = this.list.findIndex((other) => isSameFormat(other, format) && other.width === format.width);
    const place = equal >= 0 ? equal : this.list.push(format) - 1;
    this.#places.set(format, place);
    return place;
  }
}

/** One read of a task, as it stands in the rows. */
export interface PackedChunk {
  /** Numbers of its segments: the first, and one past the last. */
  readonly from: number;
  readonly to: number;
  /** By file. */
  readonly spans: readonly Span[];
}

/** The reads of a task. */
export function listChunks({ files, chunks }: StrandTask): readonly PackedChunk[] {
  const width = 1 + files.length * 2;
  const list: PackedChunk[] = [];
  for (let at = 0, from = 0; at < chunks.length; at += width) {
    const to = from + (chunks[at] ?? 0);
    const spans = files.map((_, side) => ({
      start: chunks[at + 1 + side * 2] ?? 0,
      end: chunks[at + 2 + side * 2] ?? 0,
    }));
    list.push({ from, to, spans });
    from = to;
  }
  return list;
}

/** Bytes that a task reads, and in how many reads. */
export function measureTask(task: StrandTask): { readonly bytes: number; readonly reads: number } {
  let [bytes, reads] = [0, 0];
  for (const { spans } of listChunks(task)) {
    for (const { start, end } of spans) bytes += end - start;
    reads += spans.length;
  }
  return { bytes, reads };
}
