import { describe, expect, it } from 'vitest';
import { MATCH_STATUSES, type MatchStatus } from '../../shared/comparison.ts';
import { findNextChange, listMostChanged } from './nextChange.ts';

/** Root 0; group 1 with tensors 2, 3, 4; tensor 5. */
const ENDS = [6, 5, 3, 4, 5, 6];
const INDEX = { end: Uint32Array.from(ENDS), dtype: new Uint8Array(6), dtypes: ['float32', 'int64'] };

function treeOf(statuses: readonly MatchStatus[]): Parameters<typeof findNextChange>[0] {
  return {
    index: INDEX,
    status: Uint8Array.from(statuses, (status) => MATCH_STATUSES.indexOf(status)),
    differing: Uint32Array.from(statuses, (status) => (status === 'identical' ? 0 : 1)),
  };
}

const TREE = treeOf(['changed', 'changed', 'changed', 'identical', 'added', 'identical']);
const ROWS = Uint32Array.of(1, 4, 3, 2, 5);

describe('findNextChange', () => {
  it('goes by the order of the rows, past groups and what is the same', () => {
    expect(findNextChange(TREE, ROWS, undefined)).toBe(4);
    expect(findNextChange(TREE, ROWS, 4)).toBe(2);
    expect(findNextChange(TREE, ROWS, 1)).toBe(4);
  });

  it('begins anew after the last one', () => {
    expect(findNextChange(TREE, ROWS, 2)).toBe(4);
    expect(findNextChange(TREE, ROWS, 5)).toBe(4);
  });

  it('finds nothing where nothing differs', () => {
    const same = treeOf(Array.from({ length: 6 }, () => 'identical' as const));
    expect(findNextChange(same, ROWS, 1)).toBeUndefined();
    expect(findNextChange(TREE, new Uint32Array(), 1)).toBeUndefined();
  });
});

describe('listMostChanged', () => {
  const relL2 = Float64Array.of(1, 0.5, 1e-3, 0, Number.NaN, 0.2);

  it('lists tensors below a group, the most changed first', () => {
    expect(listMostChanged({ index: INDEX, relL2 }, 0, 5)).toEqual([5, 2]);
    expect(listMostChanged({ index: INDEX, relL2 }, 1, 5)).toEqual([2]);
  });

  it('leaves counters out, whose changes are large and mean little', () => {
    const index = { ...INDEX, dtype: Uint8Array.of(254, 254, 0, 0, 0, 1) };
    expect(listMostChanged({ index, relL2 }, 0, 5)).toEqual([2]);
  });

  it('lists no more than asked for', () => {
    expect(listMostChanged({ index: INDEX, relL2 }, 0, 1)).toEqual([5]);
  });
});
