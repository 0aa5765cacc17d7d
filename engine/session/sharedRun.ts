import type { Progress } from '../../shared/engineApi.ts';
import { cancelledError, orGiveUp } from './giveUp.ts';

/** How a question waits for a {@link SharedRun}. */
export interface Waiting {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Work that several questions wait for. It is given up when the last of them is. */
export class SharedRun<Result> {
  /** Resolves when the work has ended, one way or another: nothing reads for it any more. */
  readonly ended: Promise<void>;
  readonly #result: Promise<Result>;
  readonly #controller = new AbortController();
  readonly #listeners = new Set<(progress: Progress) => void>();
  #waiting = 0;
  #isOver = false;

  /** Begins the work. */
  constructor(work: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<Result>) {
    this.#result = work(this.#controller.signal, (progress) => {
      for (const listener of this.#listeners) listener(progress);
    });
    const end = (): void => void (this.#isOver = true);
    this.ended = this.#result.then(end, end);
  }

  /** Whether nobody waited any more before the work was done: it will not answer. */
  get isGivenUp(): boolean {
    return this.#controller.signal.aborted;
  }

  /** What comes of the work, unless the signal is aborted first. */
  async wait({ signal, onProgress }: Waiting): Promise<Result> {
    this.#waiting++;
    if (onProgress) this.#listeners.add(onProgress);
    try {
      return await orGiveUp(this.#result, [signal]);
    } finally {
      this.#waiting--;
      if (onProgress) this.#listeners.delete(onProgress);
      if (this.#waiting === 0 && !this.#isOver) this.#controller.abort(cancelledError());
    }
  }
}
