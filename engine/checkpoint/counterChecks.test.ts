import { describe, expect, it } from 'vitest';
import type { PyDict, PyValue } from '../values/pyValue.ts';
import { checkCounters, groupDigits } from './counterChecks.ts';

type Plain = number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** A Python value from a JavaScript one: objects become dicts. */
function py(value: Plain): PyValue {
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return { kind: 'list', type: 'builtins.list', items: value.map(py) };
  const dict: PyDict = {
    kind: 'dict',
    type: 'builtins.dict',
    keys: Object.keys(value),
    values: Object.values(value).map((item: Plain) => py(item)),
  };
  return dict;
}

interface Counts {
  readonly epoch: number;
  readonly step: number;
  readonly batches?: number;
  readonly steps?: number;
  readonly processed?: number;
  readonly lastEpoch?: number;
}

function checkpoint({
  epoch,
  step,
  batches = step,
  steps = step,
  processed = epoch + 1,
  lastEpoch = epoch + 1,
}: Counts): PyValue {
  return py({
    epoch,
    global_step: step,
    loops: {
      fit_loop: {
        'epoch_loop.batch_progress': { total: { completed: batches } },
        'epoch_loop.automatic_optimization.optim_progress': { optimizer: { step: { total: { completed: steps } } } },
        'epoch_loop.manual_optimization.optim_step_progress': { total: { completed: 0 } },
        epoch_progress: { current: { completed: epoch, processed } },
      },
    },
    lr_schedulers: [{ last_epoch: lastEpoch }],
  });
}

function rows(root: PyValue, name = 'epoch=39-step=9680.ckpt'): string[] {
  return checkCounters(root, name).checks.map(({ title, value, agrees }) => `${agrees ? '✓' : '✗'} ${title}: ${value}`);
}

describe('checkCounters', () => {
  it('finds that a checkpoint at the end of an epoch agrees with itself', () => {
    expect(rows(checkpoint({ epoch: 39, step: 9680 }))).toEqual([
      '✓ File name: epoch 39, step 9\u202f680',
      '✓ Top level: 39, 9\u202f680',
      '✓ fit_loop batches completed: 9\u202f680',
      '✓ fit_loop epochs processed: 40',
      '✓ Scheduler last_epoch: 40',
    ]);
  });

  it('accepts a checkpoint in the middle of an epoch and a scheduler that counts steps', () => {
    const root = checkpoint({ epoch: 1, step: 3, processed: 1, lastEpoch: 3 });
    expect(checkCounters(root, 'mid.ckpt').findings).toEqual([]);
  });

  it('accepts more batches than steps when gradients are accumulated', () => {
    const root = checkpoint({ epoch: 1, step: 50, batches: 200 });
    expect(rows(root, 'last.ckpt')).toContain('✓ fit_loop optimizer steps: 50');
    expect(checkCounters(root, 'last.ckpt').findings).toEqual([]);
  });

  it.each([
    ['the file name', { epoch: 39, step: 9680 }, 'epoch=38-step=9680.ckpt'],
    ['the top level', { epoch: 39, step: 9000, steps: 9680, batches: 9680 }, 'last.ckpt'],
    ['the epochs', { epoch: 39, step: 9680, processed: 12 }, 'last.ckpt'],
    ['the scheduler', { epoch: 39, step: 9680, lastEpoch: 7 }, 'last.ckpt'],
  ])('reports that %s disagrees', (_, counts, name) => {
    const { findings } = checkCounters(checkpoint(counts), name);
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning counter/mismatch']);
  });

  it('reads a name that counts steps from 0, as Lightning did before 1.6', () => {
    expect(checkCounters(checkpoint({ epoch: 0, step: 10 }), 'epoch=0-step=9.ckpt').findings).toEqual([]);
  });

  it('says nothing about a file without counters', () => {
    expect(checkCounters(py({ weight: 1 }), 'epoch=3.pt').checks).toEqual([]);
  });
});

describe('groupDigits', () => {
  it('separates thousands', () => {
    expect([0, 999, 1000, 1234567].map(groupDigits)).toEqual(['0', '999', '1\u202f000', '1\u202f234\u202f567']);
  });
});
