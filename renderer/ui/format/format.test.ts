import { describe, expect, it } from 'vitest';
import { formatBytes, formatBytesOf, formatExactBytes } from './formatBytes.ts';
import { formatChange } from './formatChange.ts';
import { formatCount, formatCounted } from './formatCount.ts';
import { fitFigure, formatExact, formatFigure, formatTick } from './formatFigure.ts';
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

describe('formatFigure', () => {
  it.each([
    [0, '0'],
    [-0, '\u22120'],
    [Number.NaN, 'NaN'],
    [Infinity, 'Inf'],
    [-Infinity, '\u2212Inf'],
    [1.68591, '1.686'],
    [-0.09047, '\u22120.09047'],
    [4.42e-4, '4.420e\u22124'],
    [0.001, '0.001000'],
    [437.3, '437.3'],
    [98537, '98\u202F540'],
    [12345.6, '12\u202F350'],
    [99_999.9, '1.000e5'],
    [1e5, '1.000e5'],
    [-2.5e-12, '\u22122.500e\u221212'],
  ])('shows %s with four digits', (value, text) => expect(formatFigure(value)).toBe(text));

  it('gives up digits where there is little room, three at least', () => {
    expect(fitFigure(0.043012, 8)).toBe('0.043012');
    expect(fitFigure(-0.09047, 8)).toBe('\u22120.09047');
    expect(fitFigure(4.4216e-4, 8)).toBe('4.422e\u22124');
    expect(fitFigure(-3.9216e-4, 8)).toBe('\u22123.92e\u22124');
    expect(fitFigure(-3.9216e-14, 8)).toBe('\u22123.92e\u221214');
  });

  it('writes ticks without needless zeros', () => {
    expect([0, 0.04, -0.08, 25_000, 100, 1e-6, 2.5e7].map(formatTick)).toEqual([
      '0',
      '0.04',
      '\u22120.08',
      '25\u202F000',
      '100',
      '1e\u22126',
      '2.5e7',
    ]);
  });

  it('shows in full what reads back to the same number', () => {
    expect(formatExact(0.1 + 0.2)).toBe('0.30000000000000004');
    expect(formatExact(-0)).toBe('-0');
  });
});

describe('formatChange', () => {
  it.each([
    [0, '0'],
    [3.0912e-3, '3.09e\u22123'],
    [0.25, '2.50e\u22121'],
    [9.999e-6, '1.00e\u22125'],
    [12.3, '1.23e1'],
    [Infinity, 'Inf'],
    [Number.NaN, '–'],
  ])('shows a change of %s with an exponent', (change, text) => expect(formatChange(change)).toBe(text));
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
