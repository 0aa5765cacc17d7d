import { describe, expect, it } from 'vitest';
import type { CheckpointFacts } from '../checkpoint/checkpointFacts.ts';
import type { NdarrayValue } from '../values/pyValue.ts';
import { findCopies, findTensorTrends, type SeriesCheckpoint, type TensorRole } from './seriesFindings.ts';
import type { TensorSeries } from './seriesTable.ts';

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

type Roled = TensorSeries & { readonly role: TensorRole | undefined };

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

const codesOf = (...all: Roled[]) => findTensorTrends(all, CHECKPOINTS).map(({ code, at }) => [code, at?.path?.[0]]);

describe('findTensorTrends', () => {
  it('says nothing of weights that change a little', () => {
    expect(codesOf(series('w', [1, 1.1, 1.2]), series('m', [1, 2, 1], { role: 'moment' }))).toEqual([]);
  });

  it('says since when a tensor holds NaN', () => {
    const [finding] = findTensorTrends([series('w', [1, 1, 1], { nan: [0, 3, 4] })], CHECKPOINTS);
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

  it('finds moments that stay the same while steps are taken', () => {
    const moment = series('exp_avg', [1, 1, 1], { role: 'moment', changed: [undefined, 0, 0] });
    expect(codesOf(moment, series('w', [1, 2, 3]))).toEqual([['series/unchanged-moment', 'exp_avg']]);
  });
});

describe('findCopies', () => {
  const same = series('w', [1, 1, 2], { changed: [undefined, 0, 4] });

  it('finds a checkpoint that holds what the one before holds', () => {
    expect(findCopies([same], CHECKPOINTS, () => true)).toMatchObject([
      { code: 'series/copy', message: 'epoch=1.ckpt is a copy of epoch=0.ckpt.' },
    ]);
  });

  it('needs everything else to be the same too', () => {
    expect(findCopies([same], CHECKPOINTS, () => false)).toEqual([]);
  });
});
