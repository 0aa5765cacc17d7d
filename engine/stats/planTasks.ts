import type { Chunk } from './planChunks.ts';
import type { ReduceTask, TensorReading } from './reduceTask.ts';

/** Enough for a worker to read ahead; small enough to share a file among workers. */
const TASK_BYTES: number = 16 << 20;
/** A tensor is kept in one task up to this size, so that its figures can be finished there. */
const WHOLE_BYTES: number = 64 << 20;

/** Groups reads into tasks: whole tensors together where they are not large. */
export function planTasks(
  chunks: readonly Chunk[],
  readings: ReadonlyMap<number, TensorReading>,
  bins: number,
): readonly ReduceTask[] {
  const tasks: ReduceTask[] = [];
  let group: Chunk[] = [];
  let bytes = 0;
  for (const [index, chunk] of chunks.entries()) {
    group.push(chunk);
    bytes += chunk.end - chunk.start;
    const next = chunks[index + 1];
    const goesOn = next?.segments[0]?.tensor === chunk.segments.at(-1)?.tensor;
    if (next !== undefined && (bytes < TASK_BYTES || (goesOn && bytes < WHOLE_BYTES))) continue;
    tasks.push({ chunks: group, readings: readingsOf(group, readings), bins });
    group = [];
    bytes = 0;
  }
  return tasks;
}

function readingsOf(chunks: readonly Chunk[], readings: ReadonlyMap<number, TensorReading>): readonly TensorReading[] {
  const tensors = new Set(chunks.flatMap(({ segments }) => segments.map(({ tensor }) => tensor)));
  return [...tensors].flatMap((tensor) => readings.get(tensor) ?? []);
}
