import { describe, expect, it } from 'vitest';
import { extendTo, NOTHING_SELECTED, selectAll, selectOne, toggleOne } from './selection.ts';

const ROWS = Uint32Array.of(4, 9, 2, 7, 30);

describe('selection', () => {
  it('extends from the anchor in the order of the rows, whichever way', () => {
    const down = extendTo(selectOne(9), ROWS, 7);
    expect([...down.nodes]).toEqual([2, 7, 9]);
    expect([...extendTo(down, ROWS, 4).nodes]).toEqual([4, 9]);
    expect(extendTo(down, ROWS, 4).anchor).toBe(9);
  });

  it('begins anew where the anchor is not shown', () => {
    expect(extendTo(selectOne(99), ROWS, 7)).toEqual(selectOne(7));
  });

  it('adds single rows and takes them out again', () => {
    const two = toggleOne(selectOne(9), 4);
    expect([...two.nodes]).toEqual([4, 9]);
    expect([...toggleOne(two, 9).nodes]).toEqual([4]);
    expect(toggleOne(two, 9).active).toBe(9);
  });

  it('selects all rows and keeps the active one', () => {
    expect(selectAll(selectOne(2), ROWS)).toEqual({ active: 2, anchor: 2, nodes: Uint32Array.of(2, 4, 7, 9, 30) });
    expect(selectAll(NOTHING_SELECTED, ROWS).active).toBe(4);
  });
});
