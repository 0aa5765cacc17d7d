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
    expect(findCounterTrends([0, 1, 2].map((epoch) => checkpoint(epoch, 100 * (epoch + 1))))).toEqual([]);
    expect(findCounterTrends([4, 9, 14].map((epoch) => checkpoint(epoch, 10 * (epoch + 1))))).toEqual([]);
  });

  it('says which epochs came before the first file, and at which steps', () => {
    expect(findCounterTrends([35, 36].map((epoch) => checkpoint(epoch, 242 * (epoch + 1))))).toEqual([
      {
        code: 'series/leading-gap',
        severity: 'info',
        message: 'Epochs 0–34 are not among the files',
        expected: 'steps 242 to 8 470, 242 from one to the next',
        found: 'epoch 35 first',
      },
    ]);
    expect(findCounterTrends([1, 2].map((epoch) => checkpoint(epoch, 10 * (epoch + 1))))).toMatchObject([
      { message: 'Epoch 0 is not among the files', expected: 'step 10, 10 from one to the next' },
    ]);
  });

  it('names no epochs before the first file where the steps began later', () => {
    expect(findCounterTrends([35, 36].map((epoch) => checkpoint(epoch, 242 * (epoch - 30))))).toEqual([]);
    expect(findCounterTrends([checkpoint(35, 242)])).toEqual([]);
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
    const steps = [checkpoint(0, 100), checkpoint(1, 200), checkpoint(2, 370), checkpoint(3, 470)];
    expect(findCounterTrends(steps)).toMatchObject([
      { code: 'series/step-arithmetic', expected: expect.stringMatching(/^100 steps in 1 epochs/), found: '170' },
    ]);
  });

  it('judges nothing where two distances disagree', () => {
    expect(findCounterTrends([checkpoint(1, 200), checkpoint(2, 300), checkpoint(3, 470)])).toEqual([]);
  });

  it('finds names in another order than what is inside', () => {
    const swapped = [checkpoint(0, 200, 'step=300.ckpt'), checkpoint(1, 300, 'step=200.ckpt')];
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
