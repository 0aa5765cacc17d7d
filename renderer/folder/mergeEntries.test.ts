import { expect, it } from 'vitest';
import { checkpointEntry } from '../../test/support/stubEngine.ts';
import { listChanged, mergeEntries } from './mergeEntries.ts';

const A = checkpointEntry('run', 'a.ckpt');
const B = checkpointEntry('run', 'b.ckpt');
const GROWN = checkpointEntry('run', 'b.ckpt', { bytes: 2048 });

it('is the same list when another look found the same, in whatever order', () => {
  const before = [A, B];
  expect(mergeEntries(before, [{ ...B }, { ...A }])).toBe(before);
});

it('keeps known entries where they are and adds new ones behind', () => {
  const merged = mergeEntries([B, A], [checkpointEntry('run', 'c.ckpt'), { ...A }, GROWN]);
  expect(merged.map((entry) => entry.name)).toEqual(['b.ckpt', 'a.ckpt', 'c.ckpt']);
  expect(merged[0]).toBe(GROWN);
  expect(merged[1]).toBe(A);
});

it('drops what is gone', () => {
  expect(mergeEntries([A, B], [{ ...B }])).toEqual([B]);
});

it('names files whose content changed, and not those that are new', () => {
  expect(listChanged([A, B], [A, GROWN, checkpointEntry('run', 'c.ckpt')])).toEqual(['run/b.ckpt']);
});
