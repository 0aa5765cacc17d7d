import { describe, expect, it } from 'vitest';
import type { PyValue } from '../values/pyValue.ts';
import { findLearningRate } from './learningRate.ts';
import { findOptimizers } from './optimizers.ts';

function dict(entries: { readonly [key: string]: PyValue }): PyValue {
  return { kind: 'dict', type: 'builtins.dict', keys: Object.keys(entries), values: Object.values(entries) };
}

function list(...items: PyValue[]): PyValue {
  return { kind: 'list', type: 'builtins.list', items };
}

function optimizer(...rates: (PyValue | undefined)[]): PyValue {
  const groups = rates.map((lr, id) => dict({ params: list(id), ...(lr !== undefined && { lr }) }));
  return dict({ state: dict({}), param_groups: list(...groups) });
}

const float = (value: number): PyValue => ({ kind: 'float', value });

describe('findLearningRate', () => {
  it.each<[string, PyValue, number | undefined]>([
    ['Lightning', dict({ optimizer_states: list(optimizer(float(3e-4), float(1))) }), 3e-4],
    ['a plain training script', dict({ model: dict({}), optimizer: optimizer(float(0.1)) }), 0.1],
    ['a rate that is an int', dict({ optimizer: optimizer(1) }), 1],
    ['a rate of zero', dict({ optimizer: optimizer(float(0)) }), 0],
    ['a group without a rate', dict({ optimizer: optimizer(undefined) }), undefined],
    ['a rate that is no number', dict({ optimizer: optimizer('auto') }), undefined],
    ['a file without an optimizer', dict({ epoch: 3 }), undefined],
  ])('tells the rate of the first group: %s', (_, root, rate) => {
    expect(findLearningRate(findOptimizers(root))).toBe(rate);
  });
});
