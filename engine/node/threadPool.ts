import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { InspectError } from '../../shared/inspectError.ts';
import type { ReductionPool } from '../stats/computeStatistics.ts';
import type { ReducedTask, ReduceTask } from '../stats/reduceTask.ts';
import type { FileSource } from './fileSource.ts';
import type { ThreadAnswer, ThreadQuestion } from './statisticsThread.ts';

/** Set by the bundler: where the thread's bundle lies, seen from the file that runs. */
// oxlint-disable-next-line no-underscore-dangle -- a name that no source can have by accident
declare const __STATISTICS_THREAD__: string | undefined;

/** Threads at most: beyond this, storage is the limit. */
const MOST_THREADS = 8;

function locateThread(): URL {
  const name = typeof __STATISTICS_THREAD__ === 'string' ? __STATISTICS_THREAD__ : '../../dist/statisticsThread.js';
  return new URL(name, import.meta.url);
}

/** Threads that reduce, for all files of a session. They start with the first task and do not keep the process alive. */
export class ThreadPool {
  readonly #size: number;
  readonly #idle: Worker[] = [];
  readonly #waiting: ((thread: Worker) => void)[] = [];
  #started = 0;

  /** One thread more than cores: while one waits for the disk, each core computes. */
  constructor(size: number = Math.min(MOST_THREADS, availableParallelism() + 1)) {
    this.#size = size;
  }

  /** A pool that reads from one file. */
  over(source: FileSource): ReductionPool {
    return {
      run: async (tasks, onReduced, signal) => {
        const queue = [...tasks].values();
        const lanes = Array.from({ length: Math.min(this.#size, tasks.length) }, async () => {
          for (const task of queue) {
            signal?.throwIfAborted();
            onReduced(await this.#reduce(task, source));
          }
        });
        await Promise.all(lanes);
      },
    };
  }

  /** Ends the threads; tasks under way are lost. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((thread) => thread.terminate()));
  }

  async #reduce(task: ReduceTask, source: FileSource): Promise<ReducedTask> {
    const thread = await this.#take();
    try {
      const question: ThreadQuestion = { descriptor: source.descriptor, name: source.name, task };
      const answer = await ask(thread, question);
      if ('error' in answer) throw new InspectError(answer.error);
      this.#give(thread);
      return answer.reduced;
    } catch (error) {
      if (error instanceof InspectError) this.#give(thread);
      else this.#started--;
      throw error;
    }
  }

  async #take(): Promise<Worker> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#started < this.#size) {
      this.#started++;
      const thread = new Worker(locateThread(), { name: 'statistics' });
      thread.unref();
      return thread;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(thread: Worker): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(thread);
    else next(thread);
  }
}

/** One question, one answer. A thread that ends instead is a defect of ours. */
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
    thread.postMessage(question);
  });
}
