import { expect, it } from 'vitest';
import { describePace, describeStatistics } from './describeStatistics.ts';

const REPORT = { tensors: 2970, settled: 0, run: undefined, bytesRead: 0, ms: 0, error: undefined };

it('says how many tensors are known, and what all of them cost', () => {
  expect(describeStatistics(REPORT)).toBe('');
  expect(describeStatistics({ ...REPORT, settled: 12 })).toBe('Statistics of 12 of 2\u202F970 tensors');
  const done = { ...REPORT, settled: 2970, bytesRead: 790 * 1024, ms: 4 };
  expect(describeStatistics(done)).toBe('Statistics complete, 790 KiB in 4.0 ms');
});

it('guesses what is left from what is done', () => {
  const progress = { what: 'x', done: 371 * 2 ** 20, total: 909 * 2 ** 20, unit: 'bytes' as const };
  expect(describePace(progress, 100)).toBe('371 of 909 MiB, 3.62 GiB/s, 0.1 s left');
  expect(describePace(progress, 600_000)).toBe('371 of 909 MiB, 633 KiB/s, 15 min left');
  expect(describePace({ ...progress, done: 0 }, 100)).toBe('0 B of 909 MiB');
});
