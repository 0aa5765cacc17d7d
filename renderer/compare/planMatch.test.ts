import { describe, expect, it } from 'vitest';
import type { MatchDetail, MatchedTensor } from '../../shared/comparison.ts';
import { planMatch } from './planMatch.ts';

const COUNTS = { identical: 0, changed: 1, reshaped: 0, retyped: 0, added: 0, removed: 0, renamed: 0 };
const TREE = { index: { bytes: Float64Array.of(24) } };
const FIGURES = { count: 6, changed: 2, newNan: 0, byValue: false, maxAbs: 1 };

function tensor(change: Partial<MatchedTensor> = {}): MatchedTensor {
  return { node: 0, name: 'w', dtype: 'float32', shape: [2, 3], ...change };
}

function match(change: Partial<MatchDetail>): MatchDetail {
  return { node: 0, name: 'w', status: 'changed', tensors: COUNTS, moments: [], findings: [], ...change };
}

describe('planMatch', () => {
  it('shows the difference of elements that are paired and differ', () => {
    const plan = planMatch(match({ left: tensor(), right: tensor(), figures: FIGURES }), TREE);
    expect(plan).toEqual({ hasHistograms: true, shape: [2, 3], bytes: 48 });
  });

  it('shows no difference where there is none, or none can be had', () => {
    const same = match({ left: tensor(), right: tensor(), figures: { ...FIGURES, changed: 0 } });
    expect(planMatch(same, TREE).shape).toBeUndefined();
    const reshaped = match({ left: tensor(), right: tensor({ shape: [3, 2] }), why: 'shapes differ' });
    expect(planMatch(reshaped, TREE)).toEqual({ hasHistograms: true, shape: undefined, bytes: 48 });
  });

  it('shows the values of a side that stands alone', () => {
    expect(planMatch(match({ right: tensor() }), TREE)).toEqual({ hasHistograms: true, shape: undefined, bytes: 24 });
  });

  it('shows no distribution of one value, of complex numbers, of groups', () => {
    expect(planMatch(match({ right: tensor({ shape: [] }) }), TREE).hasHistograms).toBe(false);
    expect(planMatch(match({ right: tensor({ dtype: 'complex64' }) }), TREE).hasHistograms).toBe(false);
    expect(planMatch(match({}), TREE).hasHistograms).toBe(false);
  });
});
