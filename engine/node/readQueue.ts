/**
 * Reads of one file that may be under way at once. libuv has four threads for all files of a process: with three reads
 * hanging on a dead mount, one is left for dialogs and other files.
 */
const READS_AT_ONCE = 3;

/** Runs jobs at most {@link READS_AT_ONCE} at a time, in order. */
export class ReadQueue {
  readonly #waiting: (() => void)[] = [];
  #idle: (() => void)[] = [];
  #running = 0;

  /** Waits for a free place, then runs the job. An aborted signal frees the place in the queue, not a job that runs. */
  async run<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#running >= READS_AT_ONCE) await this.#wait(signal);
    else this.#running++;
    try {
      signal?.throwIfAborted();
      return await job();
    } finally {
      this.#leave();
    }
  }

  /** Resolves when nothing runs and nothing waits. */
  async drain(): Promise<void> {
    if (this.#running === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Resolves with a place: the job that leaves hands its own over. */
  #wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal?.removeEventListener('abort', abandon);
        resolve();
      };
      const abandon = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(abortReason(signal));
      };
      this.#waiting.push(enter);
      signal?.addEventListener('abort', abandon, { once: true });
    });
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    this.#running--;
    if (this.#running > 0) return;
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }
}

function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
