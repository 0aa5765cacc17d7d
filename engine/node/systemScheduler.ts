import type { Scheduler } from '../../shared/wire/scheduler.ts';

/** Node's clock and timers. A timer keeps no process alive: what waits for one has its own reason to live. */
export const systemScheduler: Scheduler = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
