import type { ReducedTask, ReduceTask } from './reduceTask.ts';

/** Runs tasks, several at once where the platform has threads; results come in any order. */
export interface ReductionPool {
  /** Tasks that run at once; 1 by default. */
  readonly lanes?: number;
  /** `onReduced` is awaited before the same worker gets its next task: a slow receiver slows the work down. */
  run(tasks: readonly ReduceTask[], onReduced: OnReduced, signal?: AbortSignal): Promise<void>;
}

export type OnReduced = (reduced: ReducedTask) => void | Promise<void>;
