import { describe, expect, it } from 'vitest';
import type { PyDict, PyValue } from '../values/pyValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import type { MomentOwner } from './checkpointFacts.ts';
import type { Optimizer } from './optimizers.ts';
import type { StateDict } from './stateDict.ts';
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

function under(key: string): StateDict {
  return { path: [key], entries: [] };
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
  const placeOf = createSectionRule({
    optimizers: [optimizer],
    owners: new Map([[known, owner]]),
    stateDict: under('state_dict'),
  });

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

  it('puts weights under their names in the state dict', () => {
    expect(placeOf({ path: ['state_dict', 'fc.weight'], value: weight })).toEqual({
      section: 'tensors',
      path: ['fc.weight'],
      isCounter: false,
    });
  });

  it('leaves weights under a key that says whose they are', () => {
    const rule = createSectionRule({ optimizers: [], owners: new Map(), stateDict: under('generator') });
    expect(rule({ path: ['generator', 'fc.weight'], value: weight }).path).toEqual(['generator', 'fc.weight']);
  });

  it('leaves all other tensors where they are', () => {
    const path = ['callbacks', 'ModelCheckpoint', 'best_model_score'];
    expect(placeOf({ path, value: weight })).toMatchObject({ section: 'tensors', path });
    expect(placeOf({ path: ['state_dict'], value: weight }).path).toEqual(['state_dict']);
  });
});
