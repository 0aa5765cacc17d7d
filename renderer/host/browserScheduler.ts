import type { Scheduler } from '../../shared/wire/scheduler.ts';

/** The page's clock, for transports. */
export const browserScheduler: Scheduler = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
