import { expect, it } from 'vitest';
import type { TensorEntry } from '../../shared/inspectDocument.ts';
import { planValues } from './tensorValues.ts';

function tensor(change: Partial<TensorEntry>): TensorEntry {
  return {
    path: ['w'],
    name: 'w',
    type: 'torch.Tensor',
    layout: 'strided',
    dtype: 'float32',
    shape: [2, 3],
    bytes: 24,
    device: 'cpu',
    requiresGrad: false,
    ...change,
  };
}

it('shows everything of an ordinary tensor', () => {
  expect(planValues(tensor({}))).toMatchObject({ elements: 6, missing: undefined, hasHistogram: true, hasSlice: true });
});

it('says why there are no values', () => {
  expect(planValues(tensor({ device: 'meta' })).missing).toContain('meta tensor');
  expect(planValues(tensor({ shape: [0, 3] })).missing).toBe('This tensor has no elements.');
});

it('takes the stored values of a sparse tensor', () => {
  const parts = { indices: { dtype: 'int64', shape: [2, 4] }, values: { dtype: 'float32', shape: [4] } };
  expect(planValues(tensor({ layout: 'sparse_coo', parts }))).toMatchObject({ shape: [4], isStored: true });
  const none = { ...parts, values: { dtype: 'float32', shape: [0] } };
  expect(planValues(tensor({ parts: none })).missing).toBe('This tensor stores no values.');
});

it('draws no histogram of complex numbers and nothing of texts or single numbers', () => {
  expect(planValues(tensor({ dtype: 'complex64' }))).toMatchObject({ hasHistogram: false, hasSlice: true });
  expect(planValues(tensor({ dtype: '<U5' }))).toMatchObject({ hasHistogram: false, hasSlice: false });
  expect(planValues(tensor({ shape: [] }))).toMatchObject({ hasHistogram: false, hasSlice: false, missing: undefined });
});
