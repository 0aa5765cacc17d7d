import { describe, expect, it } from 'vitest';
import { editDistance } from './editDistance.ts';

describe('editDistance', () => {
  it('counts insertions, deletions, replacements and swaps', () => {
    expect(editDistance('wieght', 'weight', 3)).toBe(1);
    expect(editDistance('weigt', 'weight', 3)).toBe(1);
    expect(editDistance('bais', 'bias', 3)).toBe(1);
    expect(editDistance('', 'abc', 3)).toBe(3);
  });

  it('stops at the limit', () => {
    expect(editDistance('attention', 'embedding', 2)).toBe(3);
  });
});
