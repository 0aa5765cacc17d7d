import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createCollector } from './collectItems.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('delivers in bunches what trickles in, in order', () => {
  const bunches: (readonly number[])[] = [];
  const collector = createCollector<number>((items) => bunches.push(items));
  collector.add([1]);
  collector.add([2, 3]);
  expect(bunches).toEqual([]);
  vi.runAllTimers();
  collector.add([4]);
  vi.runAllTimers();
  expect(bunches).toEqual([[1, 2, 3], [4]]);
});

it('delivers the rest at once when the last item has come, and nothing twice', () => {
  const bunches: (readonly number[])[] = [];
  const collector = createCollector<number>((items) => bunches.push(items));
  collector.add([1]);
  collector.flush();
  collector.flush();
  vi.runAllTimers();
  expect(bunches).toEqual([[1]]);
});

it('forgets what it holds when it is dropped', () => {
  const deliver = vi.fn();
  const collector = createCollector<number>(deliver);
  collector.add([1]);
  collector.drop();
  vi.runAllTimers();
  expect(deliver).not.toHaveBeenCalled();
});
