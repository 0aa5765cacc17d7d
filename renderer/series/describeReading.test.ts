import { expect, it } from 'vitest';
import type { SeriesOverview } from '../../shared/series.ts';
import type { SeriesReading } from '../store/seriesState.ts';
import { describeReading } from './describeReading.ts';

const FILE = { bytes: 1024, findings: [] };
const OVERVIEW: SeriesOverview = {
  series: '1',
  checkpoints: ['a', 'b', 'c'].map((file) => ({ ...FILE, file, name: file })),
  unreadable: [],
  tensors: 1,
  moments: 0,
  findings: [],
  remembered: 0,
  cost: { bytesRead: 4_100_000, reads: 25, ms: 80 },
};

function readingOf(change: Partial<SeriesReading>): SeriesReading {
  return {
    files: ['a', 'b', 'c'],
    state: 'done',
    progress: undefined,
    overview: OVERVIEW,
    error: undefined,
    ...change,
  };
}

it('says how many files were read, and how much of them', () => {
  expect(describeReading(readingOf({}))).toBe('3 of 3 files, 3.91 MiB read, one pass each');
});

it('counts files that cannot be read among all', () => {
  const lost = { file: 'd', name: 'd', error: { code: 'zip/truncated', message: 'cut off' } } as const;
  expect(describeReading(readingOf({ overview: { ...OVERVIEW, unreadable: [lost] } }))).toMatch(/^3 of 4 files/);
});

it('tells summaries that were remembered from files that were read', () => {
  expect(describeReading(readingOf({ overview: { ...OVERVIEW, remembered: 3 } }))).toMatch(/summaries remembered$/);
  expect(describeReading(readingOf({ overview: { ...OVERVIEW, remembered: 2 } }))).toMatch(/2 remembered$/);
});

it('tells the progress while it reads', () => {
  const progress = { what: 'Reading the series', done: 2 ** 20, total: 2 ** 22, unit: 'bytes' } as const;
  expect(describeReading(readingOf({ state: 'reading', progress }))).toBe('Reading the series: 1.00 of 4.00 MiB');
  expect(describeReading(readingOf({ state: 'cancelled', overview: undefined }))).toBeUndefined();
});
