import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { InspectError } from '../../shared/inspectError.ts';
import { SourceFailure } from '../compare/sourceFailure.ts';
import { packTask } from '../compare/packTask.ts';
import type { FollowedTask } from '../compare/followStrands.ts';
import type { StrandPool } from '../compare/strandPool.ts';
import type { ReducedTask } from '../stats/reduceTask.ts';
import type { ReductionPool } from '../stats/reductionPool.ts';
import type { FileSource } from './fileSource.ts';
import type { ThreadAnswer, ThreadFile, ThreadQuestion } from './statisticsThread.ts';

/** Set by the bundler: where the thread's bundle lies, seen from the file that runs. */
// oxlint-disable-next-line no-underscore-dangle -- a name that no source can have by accident
declare const __STATISTICS_THREAD__: string | undefined;

/** Threads at most: beyond this, storage is the limit. */
const MOST_THREADS = 8;
/** MB of JavaScript heap of a thread: a task's plan and figures. The kernel's 16 MiB lie outside. */
const HEAP_MB = 256;

function locateThread(): URL {
  const name = typeof __STATISTICS_THREAD__ === 'string' ? __STATISTICS_THREAD__ : '../../dist/statisticsThread.js';
  return new URL(name, import.meta.url);
}

export interface ThreadPoolOptions {
  /** Threads at most. */
  readonly size?: number;
  /** The thread's script. */
  readonly script?: URL;
}

const NO_TASKS: { readonly [work in 'reduce' | 'follow']: ThreadQuestion } = {
  reduce: { files: [], reduce: { chunks: [], readings: [], bins: 1 } },
  follow: { files: [], follow: packTask([], [], () => undefined) },
};

/** Threads that reduce, for all files of a session. They start with the first task, or when told to, and do not keep the process alive. */
export class ThreadPool {
  readonly #size: number;
  readonly #script: URL;
  readonly #threads = new Set<Worker>();
  readonly #idle: Worker[] = [];
  readonly #waiting: (() => void)[] = [];

  /** By default one thread more than cores: while one waits for the disk, each core computes. */
  constructor({ size, script }: ThreadPoolOptions = {}) {
    this.#size = size ?? Math.min(MOST_THREADS, availableParallelism() + 1);
    this.#script = script ?? locateThread();
  }

  /**
   * Starts the threads and makes their kernels for some work, so that the first question finds them ready. What fails will fail again
   * then.
   */
  start(work: 'reduce' | 'follow' = 'reduce'): void {
    const questions = Array.from({ length: this.#size }, () => () => NO_TASKS[work]);
    const read = () => undefined;
    void this.#runAll(questions, read, () => undefined, undefined).catch(() => undefined);
  }

  /** A pool that reads from one file. When a task fails or the signal is aborted, tasks under way end first. */
  over(source: FileSource): ReductionPool {
    return {
      lanes: this.#size,
      run: (tasks, onReduced, signal) =>
        this.#runAll<ReducedTask>(
          tasks.map((reduce) => () => ({ files: [toThreadFile(source)], reduce })),
          (answer) => ('reduced' in answer ? answer.reduced : undefined),
          onReduced,
          signal,
        ),
    };
  }

  /** A pool that reads from several files side by side; a task's files are numbers of these. Fails and ends as {@link over} does. */
  across(sources: readonly FileSource[]): StrandPool {
    return {
      run: (tasks, onFollowed, signal) =>
        this.#runAll<FollowedTask>(
          tasks.map((follow) => () => ({
            files: follow.files.flatMap((file) => sources[file] ?? []).map(toThreadFile),
            follow,
          })),
          (answer) => ('followed' in answer ? answer.followed : undefined),
          onFollowed,
          signal,
        ),
    };
  }

  /** Ends the threads; tasks under way are lost. */
  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.terminate()));
  }

  async #runAll<Result>(
    questions: readonly (() => ThreadQuestion)[],
    read: (answer: ThreadAnswer) => Result | undefined,
    onResult: (result: Result) => void | Promise<void>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const queue = questions.values();
    let failed = false;
    const lanes = Array.from({ length: Math.min(this.#size, questions.length) }, async () => {
      try {
        for (const question of queue) {
          signal?.throwIfAborted();
          if (failed) return;
          const result = read(await this.#ask(question()));
          if (result !== undefined) await onResult(result);
        }
      } catch (error) {
        failed = true;
        throw error;
      }
    });
    const [failure] = (await Promise.allSettled(lanes)).filter(({ status }) => status === 'rejected');
    if (failure?.status === 'rejected') throw failure.reason;
  }

  async #ask(question: ThreadQuestion): Promise<ThreadAnswer> {
    const thread = await this.#take();
    try {
      const answer = await ask(thread, question);
      this.#idle.push(thread);
      if ('error' in answer) {
        throw answer.file === undefined
          ? new InspectError(answer.error)
          : new SourceFailure(answer.error, answer.file, undefined);
      }
      return answer;
    } finally {
      this.#waiting.shift()?.();
    }
  }

  async #take(): Promise<Worker> {
    for (;;) {
      const idle = this.#idle.pop();
      if (idle !== undefined) return idle;
      if (this.#threads.size < this.#size) return this.#start();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #start(): Worker {
    const thread = new Worker(this.#script, {
      name: 'statistics',
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    this.#threads.add(thread);
    thread.once('exit', () => {
      this.#threads.delete(thread);
      const place = this.#idle.indexOf(thread);
      if (place >= 0) this.#idle.splice(place, 1);
      // Whoever waits may start another in its place.
      this.#waiting.shift()?.();
    });
    thread.unref();
    return thread;
  }
}

function toThreadFile({ descriptor, name }: FileSource): ThreadFile {
  return { descriptor, name };
}

/** One question, one answer. A thread that ends instead is a defect of ours, or out of memory. */
function ask(thread: Worker, question: ThreadQuestion): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      thread.unref();
    };
    const onMessage = (answer: ThreadAnswer) => {
      settle();
      resolve(answer);
    };
    const onError = (error: Error) => {
      settle();
      reject(error);
    };
    const onExit = (code: number) => onError(new Error(`a statistics thread ended with code ${code}`));
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    // The process must wait for an answer that it asked for.
    thread.ref();
    // oxlint-disable-next-line require-post-message-target-origin -- a thread's port has no origin
    thread.postMessage(question);
  });
}
