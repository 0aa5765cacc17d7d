import { describe, expect, it } from 'vitest';
import { createManualScheduler } from '../../test/contract/manualScheduler.ts';
import { createProgressGate, PROGRESS_INTERVAL_MS } from './coalesceProgress.ts';

function progress(done: number): object {
  return { what: 'Reading', done, unit: 'bytes' };
}

describe('createProgressGate', () => {
  it('passes the first progress at once and then the newest of every 50 ms', () => {
    const scheduler = createManualScheduler();
    const passed: unknown[] = [];
    const gate = createProgressGate(scheduler, (update) => passed.push(update));
    for (let ms = 1; ms <= 1000; ms++) {
      gate.push(progress(ms));
      scheduler.advance(1);
    }
    expect(passed).toHaveLength(1 + 1000 / PROGRESS_INTERVAL_MS);
    expect(passed.slice(0, 3)).toEqual([progress(1), progress(50), progress(100)]);
  });

  it('passes every other update at once, after the progress that waits', () => {
    const passed: unknown[] = [];
    const gate = createProgressGate(createManualScheduler(), (update) => passed.push(update));
    gate.push(progress(1));
    gate.push(progress(2));
    gate.push('row');
    gate.push('row');
    expect(passed).toEqual([progress(1), progress(2), 'row', 'row']);
  });

  it('passes the last progress when the answer comes, and nothing after that', () => {
    const scheduler = createManualScheduler();
    const passed: unknown[] = [];
    const gate = createProgressGate(scheduler, (update) => passed.push(update));
    gate.push(progress(1));
    gate.push(progress(2));
    gate.flush();
    gate.push(progress(3));
    gate.stop();
    scheduler.advance(1000);
    expect(passed).toEqual([progress(1), progress(2)]);
  });
});
