import { finishSteps, type Steps } from '../steps.ts';
import { packTask } from './packTask.ts';
import type { Span, Strand, StrandChunk, StrandSegment, StrandSide, StrandTask } from './strand.ts';

/** A gap that is cheaper to read than to skip: less than a network round trip's worth of bytes. */
const COALESCE_GAP: number = 64 << 10;
/** Bytes of a task in each file: enough for a worker to read ahead, small enough to share files among workers. */
const TASK_BYTES: number = 16 << 20;
/** Tensors of one read, and of a task: what is told of each crosses to a worker and back, and that is no work to be interrupted. */
const READ_TENSORS = 512;
const TASK_TENSORS = 512;
/** Bytes of a task in all of its files: a series of many files is cancelled between tasks. */
const TASK_TOTAL: number = 64 << 20;

/**
 * The reads that cover strands through the same files, at most `limit` bytes each, in the order of the first file. Small neighbours
 * that are neighbours in every file share a read; a large run is cut between elements. Pure, so that tests compare plans without
 * a file.
 */
export function planStrandChunks(strands: readonly Strand[], limit: number): readonly StrandChunk[] {
  return [...cutChunks(strands, limit)];
}

function* cutChunks(strands: readonly Strand[], limit: number): Generator<StrandChunk> {
  const sorted = strands
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => (a.sides[0]?.start ?? 0) - (b.sides[0]?.start ?? 0) || a.count - b.count);
  // Where reading begins and ends in each file.
  let [from, to]: [number[], number[]] = [[], []];
  let segments: StrandSegment[] = [];
  for (const strand of sorted) {
    for (let base = 0; base < strand.count;) {
      const isFull = segments.length === READ_TENSORS || !fits(strand, base, { from, to, limit });
      if (segments.length > 0 && isFull) {
        yield { spans: pairSpans(from, to), segments };
        segments = [];
      }
      if (segments.length === 0) {
        from = strand.sides.map((side) => firstByte(side, base));
        to = [...from];
      }
      const count = Math.min(strand.count - base, roomFor(strand, base, from, limit));
      const starts = strand.sides.map(({ start, format }) => start + base * format.width);
      segments.push({ tensor: strand.tensor, base, count, starts });
      for (const [side, start] of starts.entries()) {
        to[side] = Math.max(to[side] ?? 0, start + count * widthOf(strand, side));
      }
      base += count;
    }
  }
  if (segments.length > 0) yield { spans: pairSpans(from, to), segments };
}

function pairSpans(from: readonly number[], to: readonly number[]): readonly Span[] {
  return from.map((start, side) => ({ start, end: to[side] ?? start }));
}

/** Where reading must begin in a file, for elements from `base` on. */
function firstByte({ start, lead = 0, format }: StrandSide, base: number): number {
  return base === 0 ? start - lead : start + base * format.width;
}

interface Reading {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly limit: number;
}

/** Whether a strand's elements from `base` on can be read along with what is read already. */
function fits(strand: Strand, base: number, { from, to, limit }: Reading): boolean {
  for (const [side, place] of strand.sides.entries()) {
    const first = firstByte(place, base);
    if (first < (from[side] ?? 0) || first - (to[side] ?? 0) > COALESCE_GAP) return false;
  }
  return roomFor(strand, base, from, limit) >= 1;
}

/** Elements from `base` on that the reads have room for. */
function roomFor(strand: Strand, base: number, from: readonly number[], limit: number): number {
  let room = Infinity;
  for (let side = 0; side < from.length; side++) {
    const width = widthOf(strand, side);
    const at = (strand.sides[side]?.start ?? 0) + base * width;
    room = Math.min(room, Math.floor(((from[side] ?? 0) + limit - at) / width));
  }
  return room;
}

function widthOf({ sides }: Strand, side: number): number {
  return sides[side]?.format.width ?? 1;
}

/** Groups reads into tasks for workers. */
export function planStrandTasks(
  files: readonly number[],
  strands: readonly Strand[],
  limit: number,
): readonly StrandTask[] {
  return finishSteps(planStrandTasksInSteps(files, strands, limit));
}

/** {@link planStrandTasks} as interruptible work. */
export function* planStrandTasksInSteps(
  files: readonly number[],
  strands: readonly Strand[],
  limit: number,
): Steps<readonly StrandTask[]> {
  const byNumber = new Map(strands.map((strand) => [strand.tensor, strand]));
  const most = Math.min(TASK_BYTES, TASK_TOTAL / Math.max(1, files.length));
  const tasks: StrandTask[] = [];
  let group: StrandChunk[] = [];
  let [bytes, count] = [0, 0];
  const close = (): void => {
    if (group.length > 0) tasks.push(packTask(files, group, (tensor) => byNumber.get(tensor)));
    [group, bytes, count] = [[], 0, 0];
  };
  for (const chunk of cutChunks(strands, limit)) {
    group.push(chunk);
    bytes += Math.max(...chunk.spans.map(({ start, end }) => end - start));
    count += chunk.segments.length;
    if (bytes >= most || count >= TASK_TENSORS) close();
    yield;
  }
  close();
  return tasks;
}
