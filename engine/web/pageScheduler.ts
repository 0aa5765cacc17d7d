import type { Scheduler } from '../../shared/wire/scheduler.ts';

/** A browser's clock and timers. */
export const pageScheduler: Scheduler = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
