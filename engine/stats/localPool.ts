import type { ByteSource } from '../bytes/byteSource.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { ReductionPool } from './computeStatistics.ts';
import { reduceTask } from './reduceTask.ts';

/** A pool of one: tasks run on this thread, reads go through the source. For small files, and platforms without threads. */
export function createLocalPool(source: ByteSource, kernel: Kernel): ReductionPool {
  return {
    async run(tasks, onReduced, signal) {
      for (const task of tasks) {
        const readInto = async (offset: number, target: Uint8Array, aborted?: AbortSignal): Promise<void> => {
          target.set(await source.read(offset, target.length, aborted));
        };
        onReduced(await reduceTask(task, kernel, readInto, signal));
      }
    },
  };
}
