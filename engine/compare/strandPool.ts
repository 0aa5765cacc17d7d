import type { ByteSource } from '../bytes/byteSource.ts';
import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import { followStrands, type FollowedTask } from './followStrands.ts';
import type { StrandTask } from './strand.ts';

/** Runs tasks over a row of files, several at once where the platform has threads; results come in any order. */
export interface StrandPool {
  /** `onFollowed` is awaited before the same worker gets its next task: a slow receiver slows the work down. */
  run(
    tasks: readonly StrandTask[],
    onFollowed: (followed: FollowedTask) => void | Promise<void>,
    signal?: AbortSignal,
  ): Promise<void>;
}

/** A pool of one: tasks run on this thread, reads go through the sources. For small files, and platforms without threads. */
export function createLocalStrandPool(sources: readonly ByteSource[], kernel: DifferenceKernel): StrandPool {
  return {
    async run(tasks, onFollowed, signal) {
      for (const task of tasks) {
        signal?.throwIfAborted();
        const followed = await followStrands(
          task,
          kernel,
          async (side, offset, target, aborted) => {
            const source = sources[task.files[side] ?? -1];
            if (source === undefined) throw new RangeError(`a source for file ${task.files[side]}`);
            target.set(await source.read(offset, target.length, aborted));
          },
          signal,
        );
        await onFollowed(followed);
      }
    },
  };
}
