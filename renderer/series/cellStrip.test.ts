import { expect, it } from 'vitest';
import { describeStrip, paintStrip } from './cellStrip.ts';
import type { MatrixCell } from './matrixCell.ts';

const CELLS: readonly MatrixCell[] = [
  { tone: 'bin2', hasNan: false, text: '1.20e\u22125', short: '1e\u22125' },
  { tone: 'bin5', hasNan: true, text: '2.00e\u22123', short: '2e\u22123' },
];

it('paints a cell for each figure, and marks those that hold NaN', () => {
  const tones =
    'linear-gradient(to right, var(--seq-2) 0px 8px, transparent 8px 9px, var(--seq-5) 9px 17px, transparent 17px 18px)';
  const marks =
    'linear-gradient(to right, transparent 0px 8px, transparent 8px 9px, var(--nan) 9px 17px, transparent 17px 18px)';
  expect(paintStrip(CELLS, 9, true)).toBe(`${marks}, ${tones}`);
  expect(paintStrip(CELLS, 9, false)).toBe(`none, ${tones}`);
});

it('says what a strip shows', () => {
  const words = describeStrip(CELLS, (cell) => String(36 + cell));
  expect(words).toBe('2 cells, NaN from 37, highest bin first at 37: 2.00e\u22123');
});
