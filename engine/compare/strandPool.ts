import type { ByteSource } from '../bytes/byteSource.ts';
import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import { followStrands, type FollowedTask, type ReadSide } from './followStrands.ts';
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
  return createLocalStrandPools(() => kernel).across(sources);
}

/** Pools that share one kernel on this thread. */
export interface LocalStrandPools {
  across(sources: readonly ByteSource[]): StrandPool;
}

/**
 * Local pools for whoever compares several rows of files at once: tasks of all pools take turns, because a kernel's buffers belong to
 * one task until its reads are done. The kernel must not be used for anything else meanwhile.
 *
 * @param makeKernel called when the first task comes.
 */
export function createLocalStrandPools(makeKernel: () => DifferenceKernel): LocalStrandPools {
  let kernel: DifferenceKernel | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    across: (sources) => ({
      async run(tasks, onFollowed, signal) {
        for (const task of tasks) {
          signal?.throwIfAborted();
          const following = turn.then(async () =>
            followStrands(task, (kernel ??= makeKernel()), readFrom(sources, task), { signal }),
          );
          // Whoever waits for this turn does not care how it ended.
          turn = following.catch(() => undefined);
          await onFollowed(await following);
        }
      },
    }),
  };
}

function readFrom(sources: readonly ByteSource[], { files }: StrandTask): ReadSide {
  return async (side, offset, target, aborted) => {
    const source = sources[files[side] ?? -1];
    if (source === undefined) throw new RangeError(`a source for file ${files[side]}`);
    target.set(await source.read(offset, target.length, aborted));
  };
}
