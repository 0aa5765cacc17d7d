import { expect, it } from 'vitest';
import { formatProgress } from './formatProgress.ts';

it.each([
  [{ what: '', done: 371 * 2 ** 20, total: 909 * 2 ** 20, unit: 'bytes' }, '371 of 909 MiB'],
  [{ what: '', done: 2048, unit: 'bytes' }, '2.00 KiB'],
  [{ what: '', done: 1212, total: 2970, unit: 'tensors' }, '1\u202F212 of 2\u202F970 tensors'],
  [{ what: '', done: 7, unit: 'rows' }, '7 rows'],
] as const)('says how much is done, and of how much where that is known', (progress, text) => {
  expect(formatProgress(progress)).toBe(text);
});
