import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { InspectError, toErrorData, type ErrorData } from '../../shared/inspectError.ts';
import { createKernel } from '../kernels/kernel.ts';
import { reduceTask, type ReducedTask, type ReduceTask } from '../stats/reduceTask.ts';

/** A task for a thread. The descriptor is the process's, so any thread may read it; the pool keeps it open meanwhile. */
export interface ThreadQuestion {
  readonly descriptor: number;
  readonly name: string;
  readonly task: ReduceTask;
}

export type ThreadAnswer = { readonly reduced: ReducedTask } | { readonly error: ErrorData };

/**
 * Fills `target` from a descriptor. Reads block this thread and no other: there are more threads than cores, so that some read
 * while others compute, and a mount that hangs holds none of libuv's threads.
 */
function readExactly(descriptor: number, name: string, offset: number, target: Uint8Array): void {
  for (let filled = 0; filled < target.length;) {
    const bytes = readSync(descriptor, target, filled, target.length - filled, offset + filled);
    if (bytes === 0) {
      throw new InspectError({
        code: 'source/changed',
        message: `${name} became shorter while it was read.`,
        at: { offset: offset + filled },
        expected: `${target.length - filled} more bytes`,
        found: 'the end of the file',
        advice: 'Open it again.',
      });
    }
    filled += bytes;
  }
}

// The script of a statistics thread: one kernel with memory of its own, one task at a time.
const port = parentPort;
if (port === null) throw new Error('The statistics thread is a script for a worker thread.');
const kernel = createKernel();
port.on('message', ({ descriptor, name, task }: ThreadQuestion) => {
  const readInto = async (offset: number, target: Uint8Array): Promise<void> =>
    readExactly(descriptor, name, offset, target);
  reduceTask(task, kernel, readInto).then(
    (reduced) => {
      const { figures, tensors, binStart, edges, counts } = reduced.finished;
      const answer: ThreadAnswer = { reduced };
      port.postMessage(
        answer,
        [figures.buffer, tensors.buffer, binStart.buffer, edges.buffer, counts.buffer].filter(isTransferable),
      );
    },
    (error: unknown) => {
      const answer: ThreadAnswer = { error: toErrorData(error) };
      port.postMessage(answer);
    },
  );
});

function isTransferable(buffer: ArrayBufferLike): buffer is ArrayBuffer {
  return buffer instanceof ArrayBuffer;
}
