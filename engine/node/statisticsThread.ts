import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { InspectError, toErrorData, type ErrorData } from '../../shared/inspectError.ts';
import { followStrands, type FollowedTask } from '../compare/followStrands.ts';
import type { StrandTask } from '../compare/strand.ts';
import { createDifferenceKernel, type DifferenceKernel } from '../kernels/differenceKernel.ts';
import { createKernel, type Kernel } from '../kernels/kernel.ts';
import { SourceFailure } from '../compare/sourceFailure.ts';
import { fileError } from './fileError.ts';
import { reduceTask, type ReducedTask, type ReduceTask } from '../stats/reduceTask.ts';

/** A file for a thread. The descriptor is the process's, so any thread may read it; the pool keeps it open meanwhile. */
export interface ThreadFile {
  readonly descriptor: number;
  readonly name: string;
}

/** A task for a thread: one file's elements reduced, or those of a row of files followed. */
export type ThreadQuestion = { readonly files: readonly ThreadFile[] } & (
  { readonly reduce: ReduceTask } | { readonly follow: StrandTask }
);

export type ThreadAnswer =
  | { readonly reduced: ReducedTask }
  | { readonly followed: FollowedTask }
  /** `file`: which of several files is to blame, by its place in the row. */
  | { readonly error: ErrorData; readonly file?: number };

/**
 * Fills `target` from a descriptor. Reads block this thread and no other: there are more threads than cores, so that some read
 * while others compute, and a mount that hangs holds none of libuv's threads.
 */
function readExactly({ descriptor, name }: ThreadFile, offset: number, target: Uint8Array): void {
  for (let filled = 0; filled < target.length;) {
    const bytes = readSome({ descriptor, name }, target.subarray(filled), offset + filled);
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

function readSome({ descriptor, name }: ThreadFile, target: Uint8Array, offset: number): number {
  try {
    return readSync(descriptor, target, 0, target.length, offset);
  } catch (error) {
    throw fileError(error, name, offset);
  }
}

// The script of a statistics thread: kernels with memory of their own, made when they are first needed; one task at a time.
const port = parentPort;
if (port === null) throw new Error('The statistics thread is a script for a worker thread.');
let kernel: Kernel | undefined;
let differences: DifferenceKernel | undefined;

async function answerQuestion(question: ThreadQuestion): Promise<ThreadAnswer> {
  const readFrom = async (file: number, offset: number, target: Uint8Array): Promise<void> => {
    const from = question.files[file];
    if (from === undefined) throw new RangeError(`file ${file} of ${question.files.length}`);
    readExactly(from, offset, target);
  };
  if ('follow' in question) {
    differences ??= createDifferenceKernel();
    return { followed: await followStrands(question.follow, differences, readFrom, { buffers: 2 }) };
  }
  const readInto = (offset: number, target: Uint8Array) => readFrom(0, offset, target);
  return { reduced: await reduceTask(question.reduce, (kernel ??= createKernel()), readInto, { buffers: 1 }) };
}

port.on('message', (question: ThreadQuestion) => {
  answerQuestion(question).then(
    (answer) => port.postMessage(answer, listTransfers(answer)),
    (error: unknown) => {
      const answer: ThreadAnswer = {
        error: toErrorData(error),
        ...(error instanceof SourceFailure && { file: error.file }),
      };
      port.postMessage(answer);
    },
  );
});

function listTransfers(answer: ThreadAnswer): ArrayBuffer[] {
  if ('followed' in answer) return [answer.followed.parts.buffer].filter(isTransferable);
  if (!('reduced' in answer)) return [];
  const { figures, tensors, binStart, edges, counts } = answer.reduced.finished;
  return [figures.buffer, tensors.buffer, binStart.buffer, edges.buffer, counts.buffer].filter(isTransferable);
}

function isTransferable(buffer: ArrayBufferLike): buffer is ArrayBuffer {
  return buffer instanceof ArrayBuffer;
}
