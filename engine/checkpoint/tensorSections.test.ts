import { describe, expect, it } from 'vitest';
import type { PyDict, PyValue } from '../values/pyValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import type { MomentOwner } from './checkpointFacts.ts';
import type { Optimizer } from './optimizers.ts';
import { createSectionRule } from './tensorSections.ts';

function tensor(): TensorValue {
  return {
    kind: 'tensor',
    type: 'torch.Tensor',
    layout: 'strided',
    dtype: 'float32',
    shape: [1],
    stride: [1],
    storageOffset: 0,
    device: 'cpu',
    requiresGrad: false,
  };
}

function dict(entries: Record<string, PyValue>): PyDict {
  return { kind: 'dict', type: 'builtins.dict', keys: Object.keys(entries), values: Object.values(entries) };
}

describe('createSectionRule', () => {
  const [known, unknown, step, weight] = [tensor(), tensor(), tensor(), tensor()];
  const optimizer: Optimizer = {
    path: ['optimizer'],
    name: 'optimizer',
    groups: [
      {
        options: dict({}),
        members: [{ id: 0, name: undefined, state: dict({ exp_avg: known, exp_avg_sq: unknown, step }) }],
      },
    ],
  };
  const owner: MomentOwner = {
    optimizer,
    moment: 'exp_avg',
    parameter: 'fc.weight',
    match: { parameter: 'fc.weight', entry: undefined, certain: true },
    certain: true,
  };
  const placeOf = createSectionRule({ optimizers: [optimizer], owners: new Map([[known, owner]]) });

  it('puts what an optimizer keeps under the name of its parameter', () => {
    expect(placeOf({ path: ['optimizer', 'state', 0, 'exp_avg'], value: known })).toEqual({
      section: 'moments',
      path: ['fc.weight.exp_avg'],
      isCounter: false,
    });
  });

  it('tells the count of steps from the moments', () => {
    expect(placeOf({ path: ['optimizer', 'state', 0, 'step'], value: step }).isCounter).toBe(true);
  });

  it('leaves a moment whose parameter is not known at its own path', () => {
    const path = ['optimizer', 'state', 0, 'exp_avg_sq'];
    expect(placeOf({ path, value: unknown })).toMatchObject({ section: 'moments', path });
  });

  it('leaves all other tensors where they are', () => {
    expect(placeOf({ path: ['state_dict', 'fc.weight'], value: weight })).toMatchObject({
      section: 'tensors',
      path: ['state_dict', 'fc.weight'],
    });
  });
});
