import type { ByteSource } from '../bytes/byteSource.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { reduceTask } from './reduceTask.ts';
import type { ReductionPool } from './reductionPool.ts';

/** A source that can save the copy of what it reads. */
export interface FillingSource extends ByteSource {
  /** Fills `target` from `offset`, with the errors of `read`. */
  readInto?(offset: number, target: Uint8Array, signal?: AbortSignal): Promise<void>;
}

/** Pools that share one kernel on this thread. */
export interface LocalPools {
  over(source: FillingSource): ReductionPool;
}

/**
 * Pools of one: tasks run on this thread, reads go through the source. For small files, and platforms without threads. Tasks of
 * all pools take turns, because a kernel holds the sums of one at a time.
 *
 * @param makeKernel called when the first task comes.
 */
export function createLocalPools(makeKernel: () => Kernel): LocalPools {
  let kernel: Kernel | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    over: (source) => ({
      async run(tasks, onReduced, signal) {
        for (const task of tasks) {
          signal?.throwIfAborted();
          const readInto = async (offset: number, target: Uint8Array, aborted?: AbortSignal): Promise<void> => {
            if (source.readInto === undefined) target.set(await source.read(offset, target.length, aborted));
            else await source.readInto(offset, target, aborted);
          };
          const reducing = turn.then(async () =>
            reduceTask(task, (kernel ??= makeKernel()), readInto, { ...(signal && { signal }) }),
          );
          // Whoever waits for this turn does not care how it ended.
          turn = reducing.catch(() => undefined);
          await onReduced(await reducing);
        }
      },
    }),
  };
}
