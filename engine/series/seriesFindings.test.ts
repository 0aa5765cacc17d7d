import { describe, expect, it } from 'vitest';
import type { CheckpointFacts } from '../checkpoint/checkpointFacts.ts';
import type { NdarrayValue } from '../values/pyValue.ts';
import { finishSteps } from '../steps.ts';
import type { FiguredSeries, SeriesCheckpoint } from './seriesCheckpoint.ts';
import { findCopies, findTensorTrends, type TensorRole } from './seriesFindings.ts';

const FACTS: CheckpointFacts = {
  counters: {},
  counterChecks: [],
  sections: new Map(),
  stateDict: undefined,
  stateDictTensors: new Set(),
  optimizers: [],
  owners: new Map(),
  parameters: undefined,
  findings: [],
};

const CHECKPOINTS: readonly (SeriesCheckpoint & { bytes: number })[] = [0, 1, 2].map((epoch) => ({
  name: `epoch=${epoch}.ckpt`,
  epoch,
  globalStep: 10 * (epoch + 1),
  facts: FACTS,
  bytes: 100,
}));

const TENSOR: NdarrayValue = {
  kind: 'ndarray',
  type: 'numpy.ndarray',
  dtype: 'float32',
  byteOrder: 'little',
  shape: [1],
  fortranOrder: false,
};

type Roled = FiguredSeries & { readonly role: TensorRole | undefined };

function series(name: string, l2: readonly number[], options: Partial<Roled> = {}): Roled {
  return {
    path: [name],
    values: l2.map(() => TENSOR),
    l2,
    relL2: l2.map(() => 0.1),
    nan: l2.map(() => 0),
    changed: l2.map((_, file) => (file === 0 ? undefined : 5)),
    role: 'weight',
    ...options,
  };
}

const findTrends = (...all: Roled[]) => finishSteps(findTensorTrends(all, CHECKPOINTS));
const codesOf = (...all: Roled[]) => findTrends(...all).map(({ code, at }) => [code, at?.path?.[0]]);

describe('findTensorTrends', () => {
  it('says nothing of weights that change a little', () => {
    expect(codesOf(series('w', [1, 1.1, 1.2]), series('m', [1, 2, 1], { role: 'moment' }))).toEqual([]);
  });

  it('says since when a tensor holds NaN', () => {
    const [finding] = findTrends(series('w', [1, 1, 1], { nan: [0, 3, 4] }));
    expect(finding).toMatchObject({
      code: 'series/nan-since',
      severity: 'error',
      message: 'A tensor holds NaN since epoch 1.',
      found: '3 in epoch=1.ckpt',
    });
  });

  it('finds norms that explode and elements that have all become 0', () => {
    expect(codesOf(series('big', [1, 4, 11]), series('gone', [1, 0, 0]), series('always', [0, 0, 0]))).toEqual([
      ['series/exploding', 'big'],
      ['series/dead', 'gone'],
    ]);
  });

  it('calls weights frozen only where others change', () => {
    const still = { changed: [undefined, 0, 0] };
    expect(codesOf(series('w', [1, 1.1, 1.2]), series('f', [1, 1, 1], still))).toEqual([['series/frozen', 'f']]);
    expect(codesOf(series('f', [1, 1, 1], still), series('g', [1, 1, 1], still))).toEqual([]);
  });

  it('says from which checkpoint on weights stop changing while others go on', () => {
    const stopped = { changed: [undefined, 5, 0] };
    const moving = series('w', [1, 1.1, 1.2]);
    const late = series('late', [1, 1, 1.1], { changed: [undefined, 0, 5] });
    const findings = findTrends(moving, series('a', [1, 2, 2], stopped), series('b', [1, 2, 2], stopped), late);
    expect(findings).toMatchObject([
      {
        code: 'series/frozen-from',
        severity: 'warning',
        message: '2 weights stop changing from epoch 1 on',
        at: { path: ['a'] },
        found: 'a, b',
      },
    ]);
  });

  it('says nothing of a step in which no weight changes', () => {
    const copied = { changed: [undefined, 5, 0] };
    expect(codesOf(series('a', [1, 2, 2], copied), series('b', [1, 2, 2], copied))).toEqual([]);
  });

  it('does not know whether a weight stopped that the last checkpoint lacks', () => {
    const gone = { changed: [undefined, 5, undefined] };
    expect(codesOf(series('w', [1, 1.1, 1.2]), series('gone', [1, 2, 2], gone))).toEqual([]);
  });

  it('finds moments that stay the same while steps are taken', () => {
    const moment = series('exp_avg', [1, 1, 1], { role: 'moment', changed: [undefined, 0, 0] });
    expect(codesOf(moment, series('w', [1, 2, 3]))).toEqual([['series/unchanged-moment', 'exp_avg']]);
  });
});

describe('settling', () => {
  const epochs = (...numbers: number[]): SeriesCheckpoint[] =>
    numbers.map((epoch) => ({ name: `${epoch}.ckpt`, epoch, globalStep: 10 * (epoch + 1), facts: FACTS }));
  const changing = (name: string, ...relL2: number[]) =>
    series(name, [1, ...relL2.map(() => 1)], {
      relL2: [undefined, ...relL2],
      changed: [undefined, ...relL2.map(() => 5)],
    });
  const findIn = (checkpoints: SeriesCheckpoint[], ...all: Roled[]) =>
    finishSteps(findTensorTrends(all, checkpoints)).filter(({ code }) => code === 'series/settling');
  const weights = [changing('a', 3e-3, 2e-3, 1e-3), changing('b', 5e-3, 6e-3, 7e-3), changing('c', 1e-3, 1e-4, 0)];

  it('is said where the median relative change shrinks at every step', () => {
    expect(findIn(epochs(1, 2, 3, 4), ...weights)).toMatchObject([
      { severity: 'info', found: '3.0e-3, 2.0e-3, 1.0e-3' },
    ]);
  });

  it('needs steps of one length, and at least three', () => {
    expect(findIn(epochs(1, 2, 3, 9), ...weights)).toEqual([]);
    expect(findIn(epochs(1, 2, 3), changing('a', 3e-3, 2e-3))).toEqual([]);
  });

  it('is not said where the median grows once', () => {
    expect(findIn(epochs(1, 2, 3, 4), changing('a', 3e-3, 1e-3, 2e-3))).toEqual([]);
  });
});

describe('findCopies', () => {
  const same = series('w', [1, 1, 2], { changed: [undefined, 0, 4] });

  const findIn = (isSame: boolean) =>
    finishSteps(
      findCopies([same], CHECKPOINTS, function* () {
        yield;
        return isSame;
      }),
    );

  it('finds a checkpoint that holds what the one before holds', () => {
    expect(findIn(true)).toMatchObject([{ code: 'series/copy', message: 'epoch=1.ckpt is a copy of epoch=0.ckpt.' }]);
  });

  it('needs everything else to be the same too', () => {
    expect(findIn(false)).toEqual([]);
  });
});
