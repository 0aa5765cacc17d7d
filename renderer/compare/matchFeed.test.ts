import { describe, expect, it, vi } from 'vitest';
import { MATCH_STATUSES, type MatchDetail, type MatchStatus } from '../../shared/comparison.ts';
import { createMatchFeed } from './matchFeed.ts';

const STATUS = Uint8Array.from(['changed', 'reshaped', 'retyped', 'reshaped'] satisfies MatchStatus[], (status) =>
  MATCH_STATUSES.indexOf(status),
);

function detailOf(node: number): MatchDetail {
  const tensors = { identical: 0, changed: 0, reshaped: 1, retyped: 0, added: 0, removed: 0, renamed: 0 };
  return { node, name: `t${node}`, status: 'reshaped', tensors, moments: [], findings: [] };
}

describe('createMatchFeed', () => {
  it('asks once, and only for tensors whose sides look different', async () => {
    const describeMatch = vi.fn((node: number) => Promise.resolve(detailOf(node)));
    const feed = createMatchFeed(STATUS, (node) => node !== 3, describeMatch);
    const changes = vi.fn();
    feed.subscribe(changes);
    feed.watch([0, 1, 2, 3]);
    feed.watch([1, 2]);
    await vi.waitFor(() => expect(changes).toHaveBeenCalledTimes(2));
    expect(describeMatch.mock.calls.flat()).toEqual([1, 2]);
    expect([0, 1].map(feed.stateOf)).toEqual(['', 'known']);
    expect(feed.detailOf(2)?.name).toBe('t2');
    expect(feed.version()).toBe(2);
  });

  it('leaves a row as it is whose details cannot be had', async () => {
    const describeMatch = vi.fn(() => Promise.reject(new Error('gone')));
    const feed = createMatchFeed(STATUS, () => true, describeMatch);
    feed.watch([1]);
    await Promise.allSettled(describeMatch.mock.results.map(({ value }) => value as unknown));
    expect(feed.stateOf(1)).toBe('');
  });
});
