import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringifyJson } from '../values/jsonText.ts';
import type { PyDict, PyFloat, PyList, PyValue } from '../values/pyValue.ts';
import { changedJson, compareValues } from './compareValues.ts';

const dict = (entries: Readonly<Record<string, PyValue>>, type = 'builtins.dict'): PyDict => ({
  kind: 'dict',
  type,
  keys: Object.keys(entries),
  values: Object.values(entries),
});
const list = (...items: PyValue[]): PyList => ({ kind: 'list', type: 'builtins.list', items });
const float = (value: number): PyFloat => ({ kind: 'float', value });

function changesOf(left: PyValue, right: PyValue): unknown[] {
  return compareValues(left, right).changes.map(({ path, before, after }) => [path, before, after]);
}

describe('compareValues', () => {
  it('finds what changed, what came and what went, with both sides', () => {
    const left = dict({ epoch: 1, lr: float(0.1), gone: 'x', same: list(1, 2) });
    const right = dict({ same: list(1, 2), epoch: 2, lr: float(0.01), come: null });
    expect(changesOf(left, right)).toEqual([
      [['epoch'], 1, 2],
      [['lr'], float(0.1), float(0.01)],
      [['gone'], 'x', undefined],
      [['come'], undefined, null],
    ]);
  });

  it('tells the same whatever order the entries of the other side have', () => {
    const entry = fc.record({ before: fc.nat(2), after: fc.nat(2), place: fc.nat() });
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 8 }), fc.array(entry, { minLength: 8 }), (keys, entries) => {
        const sideOf = (order: readonly number[], side: 'before' | 'after'): PyDict => ({
          ...dict({}),
          keys: order.map((at) => keys[at] ?? ''),
          values: order.map((at) => entries[at]?.[side] ?? 0),
        });
        const order = keys.map((_, at) => at);
        const shuffled = order.toSorted((a, b) => (entries[a]?.place ?? 0) - (entries[b]?.place ?? 0));
        const changed = changesOf(sideOf(order, 'before'), sideOf(shuffled, 'after'));
        expect(changed).toEqual(changesOf(sideOf(order, 'before'), sideOf(order, 'after')));
        expect(changed).toHaveLength(order.filter((at) => entries[at]?.before !== entries[at]?.after).length);
      }),
    );
  });

  it('takes NaN for NaN, and an int for no float', () => {
    expect(changesOf(list(float(Number.NaN), 1), list(float(Number.NaN), float(1)))).toEqual([[[1], 1, float(1)]]);
  });

  it('tells what one side alone has member by member', () => {
    expect(changesOf(dict({}), dict({ loops: dict({ done: 3, empty: list() }) }))).toEqual([
      [['loops', 'done'], undefined, 3],
      [['loops', 'empty'], undefined, list()],
    ]);
  });

  it('tells a container of another type, and compares its members all the same', () => {
    const result = compareValues(dict({ a: 1 }, 'collections.OrderedDict'), dict({ a: 2 }));
    expect(result.changes.map(({ path, typeOnly }) => [path, typeOnly])).toEqual([
      [[], true],
      [['a'], undefined],
    ]);
  });

  it('compares sets without an order', () => {
    const set = (...items: PyValue[]): PyValue => ({ kind: 'set', type: 'builtins.set', items });
    expect(changesOf(set(1, 2), set(2, 3))).toEqual([
      [[{ key: '1' }], 1, undefined],
      [[{ key: '3' }], undefined, 3],
    ]);
  });

  it('ends on values that contain themselves, and on sharing that doubles', () => {
    const loop = (): PyValue => {
      const items: PyValue[] = [1];
      const value: PyValue = { kind: 'list', type: 'builtins.list', items };
      items.push(value);
      return value;
    };
    expect(changesOf(loop(), loop())).toEqual([]);
    const doubled = (leaf: number): PyValue => {
      let value: PyValue = list(leaf);
      for (let depth = 0; depth < 60; depth++) value = list(value, value);
      return value;
    };
    expect(changesOf(doubled(1), doubled(2)).length).toBe(1);
  });

  it('makes paths of what differs only: values nested 100,000 deep are no work', () => {
    const nested = (leaf: number): PyValue => {
      let value: PyValue = leaf;
      for (let depth = 0; depth < 100_000; depth++) value = list(value, leaf);
      return value;
    };
    expect(compareValues(nested(1), nested(1)).changes).toEqual([]);
    const { changes, more } = compareValues(nested(1), nested(2));
    expect(changes.length + more).toBe(100_001);
    expect(changes.length).toBeLessThan(10_000);
  });

  it('lists so many changes and counts the rest', () => {
    const numbers = (first: number): PyValue => list(...Array.from({ length: 10_500 }, (_, i) => first + i));
    const result = compareValues(numbers(0), numbers(1));
    expect([result.changes.length, result.more]).toEqual([10_000, 500]);
  });
});

describe('changedJson', () => {
  it('shows small containers whole and large ones shortened', () => {
    expect(stringifyJson({ value: changedJson(list(1, float(2))) })).toBe('{"value":{"$list":[1,2.0]}}');
    const large = stringifyJson({ value: changedJson(list(...Array.from({ length: 5000 }, (_, i) => i))) });
    expect(large).toMatch(/^\{"value":\{"\$repr":"\[0, 1, /);
    expect(large.length).toBeLessThan(1100);
  });
});
