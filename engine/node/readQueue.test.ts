import { describe, expect, it } from 'vitest';
import { ReadQueue } from './readQueue.ts';

interface HeldJob {
  readonly job: () => Promise<number>;
  readonly end: (value: number) => void;
  readonly hasStarted: () => boolean;
}

/** A job that runs until the test lets it end. */
function makeJob(): HeldJob {
  let hasStarted = false;
  let end: (value: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  return {
    end,
    hasStarted: () => hasStarted,
    job: () => {
      hasStarted = true;
      return ended;
    },
  };
}

describe('ReadQueue', () => {
  it('runs three jobs at once and the next when one ends, in order', async () => {
    const queue = new ReadQueue();
    const jobs = [makeJob(), makeJob(), makeJob(), makeJob(), makeJob()];
    const results = jobs.map(({ job }) => queue.run(job));
    expect(jobs.map((held) => held.hasStarted())).toEqual([true, true, true, false, false]);
    jobs[1]?.end(1);
    await results[1];
    await Promise.resolve();
    expect(jobs.map((held) => held.hasStarted())).toEqual([true, true, true, true, false]);
    jobs.forEach(({ end }, at) => end(at));
    expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4]);
  });

  it('frees the place of a job that fails', async () => {
    const queue = new ReadQueue();
    const failures = Array.from({ length: 10 }, () => queue.run(() => Promise.reject(new Error('storage'))));
    expect((await Promise.allSettled(failures)).every(({ status }) => status === 'rejected')).toBe(true);
    expect(await queue.run(() => Promise.resolve(7))).toBe(7);
  });

  it('lets a waiting job go when it is cancelled', async () => {
    const queue = new ReadQueue();
    const running = [makeJob(), makeJob(), makeJob()];
    const results = running.map(({ job }) => queue.run(job));
    const abort = new AbortController();
    const waiting = queue.run(() => Promise.resolve(1), abort.signal);
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    running.forEach(({ end }, at) => end(at));
    await Promise.all(results);
  });

  it('drains when everything has ended', async () => {
    const queue = new ReadQueue();
    await queue.drain();
    const held = makeJob();
    const result = queue.run(held.job);
    const drained = queue.drain().then(() => 'drained');
    expect(await Promise.race([drained, Promise.resolve('busy')])).toBe('busy');
    held.end(1);
    await result;
    expect(await drained).toBe('drained');
  });
});
