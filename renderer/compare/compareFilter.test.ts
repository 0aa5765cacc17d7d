import { describe, expect, it } from 'vitest';
import { NO_FILTER } from '../grid/treeFilter.ts';
import { hideIdentical, hidesIdentical, statusOf, withStatus } from './compareFilter.ts';

describe('filters of a comparison', () => {
  it('ask for one status at a time', () => {
    const added = withStatus(withStatus(NO_FILTER, 'changed'), 'added');
    expect(added.figures).toEqual(['added']);
    expect(statusOf(added)).toBe('added');
    expect(withStatus(added, undefined)).toEqual(NO_FILTER);
  });

  it('leave out what is identical beside a status', () => {
    const both = hideIdentical(withStatus({ ...NO_FILTER, text: 'bias' }, 'changed'), true);
    expect(both).toEqual({ ...NO_FILTER, text: 'bias', figures: ['differs', 'changed'] });
    expect(hidesIdentical(both)).toBe(true);
    expect(hideIdentical(both, false).figures).toEqual(['changed']);
  });

  it('never ask for what they leave out', () => {
    expect(withStatus(hideIdentical(NO_FILTER, true), 'identical').figures).toEqual(['identical']);
    expect(hideIdentical(withStatus(NO_FILTER, 'identical'), true).figures).toEqual(['differs']);
  });
});
