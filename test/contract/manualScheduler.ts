import type { Scheduler } from '../../shared/wire/scheduler.ts';

/** Time that passes when a test says so. */
export interface ManualScheduler extends Scheduler {
  /** Lets time pass and fires what is due, in order. */
  advance(ms: number): void;
}

export function createManualScheduler(): ManualScheduler {
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  let time = 0;

  return {
    now: () => time,
    after(ms, callback) {
      const timer = { at: time + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const end = time + ms;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        time = next.at;
        next.callback();
      }
      time = end;
    },
  };
}
