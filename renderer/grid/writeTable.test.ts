import { expect, it } from 'vitest';
import { writeTable } from './writeTable.ts';

it('writes every digit, and nothing for what is not known', () => {
  const text = writeTable(
    ['name', 'l2'],
    [
      ['a', 1 / 3],
      ['NaN', Number.NaN],
      ['c', Infinity],
    ],
  );
  expect(text).toBe('name\tl2\na\t0.3333333333333333\nNaN\t\nc\tInfinity');
});
