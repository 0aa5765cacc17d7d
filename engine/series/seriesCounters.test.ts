import { describe, expect, it } from 'vitest';
import { findCounterTrends } from './seriesCounters.ts';
import { orderCheckpoints } from './orderCheckpoints.ts';

const checkpoint = (epoch: number, globalStep: number, name = `epoch=${epoch}-step=${globalStep}.ckpt`) => ({
  name,
  epoch,
  globalStep,
});

describe('findCounterTrends', () => {
  it('says nothing of a sound series', () => {
    expect(findCounterTrends([1, 2, 3].map((epoch) => checkpoint(epoch, 100 * (epoch + 1))))).toEqual([]);
  });

  it('names the epochs that the usual distance would have', () => {
    const epochs = [4, 9, 14, 29, 34].map((epoch) => checkpoint(epoch, 10 * (epoch + 1)));
    expect(findCounterTrends(epochs)).toMatchObject([
      {
        code: 'series/missing-epoch',
        message: '2 epochs are missing: 19, 24.',
        expected: 'a checkpoint every 5 epochs',
      },
    ]);
  });

  it('counts a gap of a million epochs without listing it', () => {
    const epochs = [0, 1, 2, 1_000_000].map((epoch) => checkpoint(epoch, epoch + 1));
    expect(findCounterTrends(epochs)).toMatchObject([{ message: expect.stringContaining('and 999987 more') }]);
  });

  it('finds steps that do not fit the epochs, as the others have them', () => {
    const steps = [checkpoint(1, 200), checkpoint(2, 300), checkpoint(3, 470), checkpoint(4, 570)];
    expect(findCounterTrends(steps)).toMatchObject([
      { code: 'series/step-arithmetic', expected: expect.stringMatching(/^100 steps in 1 epochs/), found: '170' },
    ]);
  });

  it('judges nothing where two distances disagree', () => {
    expect(findCounterTrends([checkpoint(1, 200), checkpoint(2, 300), checkpoint(3, 470)])).toEqual([]);
  });

  it('finds names in another order than what is inside', () => {
    const swapped = [checkpoint(1, 200, 'step=300.ckpt'), checkpoint(2, 300, 'step=200.ckpt')];
    expect(findCounterTrends(swapped)).toMatchObject([
      { code: 'series/order', found: 'step=300.ckpt, then step=200.ckpt' },
    ]);
  });
});

describe('orderCheckpoints', () => {
  it('goes by the step inside, then the epoch, then time and name; those without counters come last', () => {
    const files = [
      { name: 'c', counters: {}, modified: '2026-01-02' },
      { name: 'b', counters: {}, modified: '2026-01-01' },
      { name: 'a', counters: { epoch: 3, globalStep: 30 } },
      { name: 'z', counters: { epoch: 2, globalStep: 20 } },
      { name: 'y', counters: { epoch: 1, globalStep: 20 } },
      { name: 'big', counters: { globalStep: '9007199254740993' } },
    ];
    expect(orderCheckpoints(files).map(({ name }) => name)).toEqual(['y', 'z', 'a', 'big', 'b', 'c']);
  });
});
