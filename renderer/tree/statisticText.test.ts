import { expect, it } from 'vitest';
import { figureBatchOf } from '../../test/support/figureBatch.ts';
import { FigureTable, type KnownFigures } from '../statistics/figureTable.ts';
import { describeMark, describeStatistic, writeStatistic } from './statisticText.ts';

const WEIGHT = {
  count: 1536,
  finite: 1536,
  nan: 0,
  zeros: 3,
  min: -0.09047,
  max: 0.09918,
  mean: 4.42e-4,
  std: 0.04301,
};

function known(change: Partial<KnownFigures> = {}): KnownFigures {
  const table = new FigureTable(2);
  table.add(figureBatchOf([{ tensor: 1, ...WEIGHT, l2: 1.68591 }]));
  const row = table.read(1);
  if (!row) throw new Error('the row is known');
  return { ...row, ...change };
}

it('writes figures with four digits, and pairs with three so that their signs stand below each other', () => {
  expect(writeStatistic('l2', known())).toBe('1.686');
  expect(writeStatistic('min', known())).toBe('\u22120.09047');
  expect(writeStatistic('meanStd', known())).toBe('4.4e\u22124 ± 0.0430 ');
  expect(writeStatistic('meanStd', known({ mean: 1.01, std: 0.00935 }))).toBe('1.01 ± 0.00935');
  expect(writeStatistic('zeros', known())).toBe('0.2 %');
  expect(writeStatistic('nan', known())).toBe('0');
});

it('writes a dash where a figure does not apply', () => {
  const none = known({ min: Number.NaN, mean: Number.NaN, std: Number.NaN, l2: Number.NaN });
  expect((['l2', 'min', 'meanStd'] as const).map((id) => writeStatistic(id, none))).toEqual(['–', '–', '–']);
  expect(describeStatistic('meanStd', none)).toBeUndefined();
});

it('tells every digit, of 64-bit integers too', () => {
  expect(describeStatistic('l2', known())).toBe('1.68591');
  const exact = { tensor: 1, min: '-9223372036854775808', max: '9223372036854775807' };
  expect(describeStatistic('max', known({ exact }))).toBe('9223372036854775807');
});

it('marks the gravest of what stands out', () => {
  expect(describeMark(known())).toBeUndefined();
  expect(describeMark(known({ finite: 1530, nan: 4 }))).toEqual({ kind: 'non-finite', text: '4 NaN, 2 Inf' });
  expect(describeMark(known({ min: 1, max: 1 }))).toEqual({ kind: 'constant', text: 'all 1.000' });
  expect(describeMark(known({ count: 1, min: 1, max: 1 }))).toBeUndefined();
  expect(describeMark(known({ min: 0, max: 0, zeros: 1536 }))?.text).toBe('all zero');
});
