import { describe, expect, it } from 'vitest';
import { formatBytes, formatBytesOf, formatExactBytes } from './formatBytes.ts';
import { formatCount, formatCounted } from './formatCount.ts';
import { formatShape } from './formatShape.ts';
import { formatShare } from './formatShare.ts';
import { formatDuration, formatMoment } from './formatTime.ts';
import { shortenDtype } from './shortenDtype.ts';

describe('formatCount', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1\u202F000'],
    [98537, '98\u202F537'],
    [1638333, '1\u202F638\u202F333'],
    [-1234, '\u22121\u202F234'],
    ['9007199254740993', '9\u202F007\u202F199\u202F254\u202F740\u202F993'],
    [10n ** 18n, '1\u202F000\u202F000\u202F000\u202F000\u202F000\u202F000'],
  ])('groups %s in full', (count, text) => expect(formatCount(count)).toBe(text));

  it('puts one thing in the singular', () => {
    expect(formatCounted(1, 'tensor')).toBe('1 tensor');
    expect(formatCounted(2970, 'tensor')).toBe('2\u202F970 tensors');
    expect(formatCounted(0, 'entry', 'entries')).toBe('0 entries');
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [32, '32 B'],
    [1023, '1\u202F023 B'],
    [1024, '1.00 KiB'],
    [6144, '6.00 KiB'],
    [1638333, '1.56 MiB'],
    [10 * 1024, '10.0 KiB'],
    [909 * 2 ** 20, '909 MiB'],
    [999.6 * 1024, '0.98 MiB'],
    [4.44 * 2 ** 30, '4.44 GiB'],
  ])('shows %s bytes with three digits', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it('shows a part in the unit of its whole', () => {
    expect(formatBytesOf(371 * 2 ** 20, 909 * 2 ** 20)).toBe('371 of 909 MiB');
    expect(formatBytesOf(498 * 2 ** 10, 1638333)).toBe('498 KiB of 1.56 MiB');
  });

  it('shows bytes in full where they are exact', () => {
    expect(formatExactBytes(1)).toBe('1 byte');
    expect(formatExactBytes(1638333)).toBe('1\u202F638\u202F333 bytes');
  });
});

describe('formatShare', () => {
  it.each([
    [0, 5, '0 %'],
    [5, 5, '100 %'],
    [1, 3, '33.3 %'],
    [1, 100_000, '< 0.1 %'],
    [99_999, 100_000, '> 99.9 %'],
    [0, 0, '0 %'],
  ])('shows %s of %s, and all only for all', (part, whole, text) => expect(formatShare(part, whole)).toBe(text));
});

describe('small formats', () => {
  it('joins a shape with crosses and names rank 0', () => {
    expect(formatShape([8, 3, 8, 8])).toBe('8×3×8×8');
    expect(formatShape([])).toBe('scalar');
  });

  it('shortens common element types and keeps the others', () => {
    expect(shortenDtype('bfloat16')).toBe('bf16');
    expect(shortenDtype('quint4x2')).toBe('quint4x2');
  });

  it('shows durations from a fraction of a millisecond to minutes', () => {
    expect([0.42, 18.2, 1240, 59_949, 192_000].map(formatDuration)).toEqual([
      '0.4 ms',
      '18 ms',
      '1.24 s',
      '59.9 s',
      '3 min 12 s',
    ]);
  });

  it('leaves text that is no date as it is', () => {
    expect(formatMoment('yesterday')).toBe('yesterday');
    expect(formatMoment('2025-10-17T12:00:00Z')).toMatch(/^17 Oct 2025 \d\d:\d\d$/);
  });
});
