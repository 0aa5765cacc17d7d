import type { Progress } from '../engineApi.ts';
import type { Scheduler } from './scheduler.ts';

/** Milliseconds between two updates of kind progress: 20 a second. */
export const PROGRESS_INTERVAL_MS = 50;

/** Passes updates on in order, but of updates of kind progress only the newest, at most every 50 ms. */
export interface ProgressGate {
  push(update: unknown): void;
  /** Passes on the progress that waits; to be called before the answer, so that the last figures arrive. */
  flush(): void;
  /** Drops what waits. */
  stop(): void;
}

export function createProgressGate(scheduler: Scheduler, pass: (update: unknown) => void): ProgressGate {
  let waiting: Progress | undefined;
  let cancelTimer: (() => void) | undefined;
  let lastPassed = Number.NEGATIVE_INFINITY;

  function flush(): void {
    const update = waiting;
    stop();
    if (update === undefined) return;
    lastPassed = scheduler.now();
    pass(update);
  }

  function stop(): void {
    waiting = undefined;
    cancelTimer?.();
    cancelTimer = undefined;
  }

  return {
    push(update) {
      if (!isProgress(update)) {
        flush();
        pass(update);
        return;
      }
      waiting = update;
      const wait = lastPassed + PROGRESS_INTERVAL_MS - scheduler.now();
      if (wait <= 0) flush();
      else cancelTimer ??= scheduler.after(wait, flush);
    },
    flush,
    stop,
  };
}

/** Whether an update is a {@link Progress}: the only kind of which one may stand for all before it. */
function isProgress(update: unknown): update is Progress {
  return typeof update === 'object' && update !== null && 'what' in update && 'done' in update && 'unit' in update;
}
