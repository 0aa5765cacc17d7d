import { expect, it } from 'vitest';
import { drawStubs } from './drawStubs.ts';

const NAME = { id: 'name', size: 168 };
const BYTES = { id: 'bytes', size: 74 };

it('stands a stub at the end of a column of figures and at the start of one of histograms', () => {
  const stubs = drawStubs([NAME, BYTES, { id: 'l2', size: 72 }, { id: 'distribution', size: 90 }]).split(', ');
  expect(stubs).toHaveLength(2);
  expect(stubs[0]).toContain('right 18px center / 64px 8px');
  expect(stubs[1]).toContain('right 98px center / 42px 8px');
});

it('leaves room for marks, which are not drawn before they are known', () => {
  const stubs = drawStubs([NAME, { id: 'l2', size: 40 }, { id: 'marks', size: 28 }]);
  expect(stubs).toBe('linear-gradient(var(--line) 0 0) right 36px center / 24px 8px no-repeat');
});

it('draws nothing without statistics', () => {
  expect(drawStubs([NAME, BYTES])).toBe('none');
});
