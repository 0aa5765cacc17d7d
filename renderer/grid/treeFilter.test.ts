import { describe, expect, it } from 'vitest';
import { describeSize, highlightOf, isFiltering, NO_FILTER, withSize } from './treeFilter.ts';

describe('tree filter', () => {
  it('filters by any one of its conditions, and not by how text would be read', () => {
    expect(isFiltering(undefined)).toBe(false);
    expect(isFiltering({ ...NO_FILTER, syntax: 'regex', in: 'names-and-values', shape: ' ' })).toBe(false);
    expect(isFiltering({ ...NO_FILTER, text: 'a' })).toBe(true);
    expect(isFiltering({ ...NO_FILTER, dtypes: ['int64'] })).toBe(true);
    expect(isFiltering(withSize(NO_FILTER, 0, 0))).toBe(true);
  });

  it('takes an upper bound away again', () => {
    expect(withSize(withSize(NO_FILTER, 1, 2), 1, undefined)).toEqual({ ...NO_FILTER, minBytes: 1 });
  });

  it('says its size condition in words', () => {
    expect(describeSize(NO_FILTER)).toBeUndefined();
    expect(describeSize(withSize(NO_FILTER, 65536, undefined))).toBe('≥ 64.0 KiB');
    expect(describeSize(withSize(NO_FILTER, 0, 512))).toBe('≤ 512 B');
    expect(describeSize(withSize(NO_FILTER, 512, 65536))).toBe('512 B – 64.0 KiB');
  });

  it('marks plain text in labels, not patterns', () => {
    expect(highlightOf({ ...NO_FILTER, text: 'QKV' })).toBe('qkv');
    expect(highlightOf({ ...NO_FILTER, text: 'q.v', syntax: 'regex' })).toBe('');
  });
});
