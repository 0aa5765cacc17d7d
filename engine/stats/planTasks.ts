import { INPUT_BYTES } from '../kernels/kernel.ts';
import { planChunks, type Chunk, type Run } from './planChunks.ts';
import type { ReduceTask, TensorReading } from './reduceTask.ts';

/** Enough for a worker to read ahead; small enough to share a file among workers. */
const TASK_BYTES: number = 24 << 20;
/** Less work is not worth a message to another thread and back. */
const SMALLEST_TASK: number = 1 << 20;
/** A tensor is kept in one task up to this size, so that its figures can be finished there. */
const WHOLE_BYTES: number = 64 << 20;
/** Tasks for each lane where a file is small: a lane that is slower than the others has then fewer of them. */
const TASKS_A_LANE = 2;

export interface TaskOptions {
  readonly readings: ReadonlyMap<number, TensorReading>;
  /** Bins of each histogram, at most. */
  readonly bins: number;
  /** Tasks that the pool runs at once. */
  readonly lanes: number;
}

/** The reads that cover all runs, grouped into tasks: whole tensors together where they are not large. */
export function planTasks(runs: readonly Run[], { readings, bins, lanes }: TaskOptions): readonly ReduceTask[] {
  const total = runs.reduce((sum, run) => sum + run.bytes, 0);
  const share = lanes > 1 ? Math.max(SMALLEST_TASK, Math.ceil(total / (lanes * TASKS_A_LANE))) : WHOLE_BYTES;
  const enough = Math.min(TASK_BYTES, share);
  const whole = Math.min(WHOLE_BYTES, share);
  const chunks = planChunks(runs, INPUT_BYTES);
  const tasks: ReduceTask[] = [];
  let group: Chunk[] = [];
  let bytes = 0;
  for (const [index, chunk] of chunks.entries()) {
    group.push(chunk);
    bytes += chunk.end - chunk.start;
    const next = chunks[index + 1];
    const goesOn = next?.segments[0]?.tensor === chunk.segments.at(-1)?.tensor;
    if (next !== undefined && (bytes < enough || (goesOn && bytes < whole))) continue;
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
