import { describe, expect, it } from 'vitest';
import { isShapePattern, parseSizeRange } from './sizeRange.ts';

describe('parseSizeRange', () => {
  it.each([
    ['', 0, undefined],
    ['64', 64, undefined],
    ['64 KiB', 65536, undefined],
    ['≥ 64K', 65536, undefined],
    ['>= 1.5 mb', 1572864, undefined],
    ['> 1 KiB', 1025, undefined],
    ['< 1 KiB', 0, 1023],
    ['<= 1k', 0, 1024],
    ['1–16 MiB', 1048576, 16777216],
    ['512 B - 1 KiB', 512, 1024],
    ['1k..1m', 1024, 1048576],
  ])('reads %j', (text, minBytes, maxBytes) => {
    expect(parseSizeRange(text)).toEqual({ minBytes, maxBytes });
  });

  it.each(['big', '1 XB', '> ', '16–1 MiB', '-5', '1e99 T'])('refuses %j', (text) => {
    expect(parseSizeRange(text)).toBeUndefined();
  });
});

describe('isShapePattern', () => {
  it.each(['', '8', '8×*×3', '[8, *, 3]', '(8, 3)', '8x3', '8 3', '(3,)'])('accepts %j', (text) => {
    expect(isShapePattern(text)).toBe(true);
  });

  it.each(['a', '8××3', '8.5', '-1'])('refuses %j', (text) => {
    expect(isShapePattern(text)).toBe(false);
  });
});
