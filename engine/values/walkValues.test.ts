import { describe, expect, it } from 'vitest';
import { formatPathName } from '../../shared/pathStep.ts';
import type { PyDict, PyList, PyObject, PyValue } from './pyValue.ts';
import { pathOf, type Visit, walkValues } from './walkValues.ts';

const list = (...items: PyValue[]): PyList => ({ kind: 'list', type: 'builtins.list', items });
const tuple = (...items: PyValue[]): PyValue => ({ kind: 'tuple', items });
function dict(entries: readonly [PyValue, PyValue][], attrs: readonly [string, PyValue][] = []): PyDict {
  return {
    kind: 'dict',
    type: 'builtins.dict',
    keys: entries.map(([key]) => key),
    values: entries.map(([, value]) => value),
    ...(attrs.length > 0 && { attrs: { names: attrs.map(([name]) => name), values: attrs.map(([, value]) => value) } }),
  };
}
const call = (fields: Partial<PyObject>): PyObject => ({
  kind: 'object',
  callable: { kind: 'global', module: 'm', name: 'C' },
  opcode: 'REDUCE',
  args: [],
  ...fields,
});

function visitsOf(root: PyValue): Visit[] {
  const visits: Visit[] = [];
  walkValues(root, { enter: (visit) => void visits.push(visit) });
  return visits;
}

/** Paths in walking order; `=` marks a repeat, `@` a cycle. */
function pathsOf(root: PyValue): string[] {
  return visitsOf(root).map((visit) => {
    const mark = visit.cycle ? '@' : visit.first ? '=' : '';
    return `${mark}${JSON.stringify(pathOf(visit))}`;
  });
}

describe('paths', () => {
  it('of dict entries, by str keys and by repr, then of attributes', () => {
    const root = dict(
      [
        ['1', null],
        [1, null],
        [tuple(1, 'a'), null],
        ['a.b', null],
      ],
      [['note', 'x']],
    );
    expect(pathsOf(root)).toEqual([
      '[]',
      '["1"]',
      '[{"key":"1"}]',
      '[{"key":"(1, \'a\')"}]',
      '["a.b"]',
      '[{"attr":"note"}]',
    ]);
  });

  it('of list, tuple and set members', () => {
    const set: PyValue = { kind: 'set', type: 'builtins.set', items: [5, 'x'] };
    expect(pathsOf(list(1, tuple(2), set))).toEqual([
      '[]',
      '[0]',
      '[1]',
      '[1,0]',
      '[2]',
      '[2,{"key":"5"}]',
      '[2,{"key":"\'x\'"}]',
    ]);
  });

  it('of an object: items, entries, attributes, then arguments', () => {
    const root = call({
      args: ['positional'],
      kwargs: { names: ['k'], values: ['keyword'] },
      items: ['appended'],
      keys: ['set'],
      values: ['entry'],
      attrs: { names: ['a'], values: ['attribute'] },
    });
    const visits = visitsOf(root);
    expect(visits.map((visit) => visit.value).slice(1)).toEqual([
      'appended',
      'entry',
      'attribute',
      'positional',
      'keyword',
    ]);
    expect(pathsOf(root).slice(1)).toEqual(['[0]', '["set"]', '[{"attr":"a"}]', '[0]', '[{"kwarg":"k"}]']);
    expect(visits.map((visit) => visit.isArgument)).toEqual([false, false, false, false, true, true]);
  });

  it('of a state that is no set of attributes', () => {
    expect(pathsOf(call({ state: list(7) }))).toEqual([
      '[]',
      '[{"attr":"__setstate__"}]',
      '[{"attr":"__setstate__"},0]',
    ]);
  });

  it('of a call whose result is called', () => {
    expect(pathsOf(call({ callable: call({ args: [1] }) }))).toEqual([
      '[]',
      '[{"attr":"__call__"}]',
      '[{"attr":"__call__"},0]',
    ]);
  });

  it('joined with dots for display', () => {
    expect(
      visitsOf(dict([['a', list(dict([[1, null]]))]]))
        .map((visit) => formatPathName(pathOf(visit)))
        .at(-1),
    ).toBe('a.0.1');
  });
});

describe('arguments', () => {
  it('that the state holds are not walked again', () => {
    const held = list(1);
    const deep = list(held);
    const skipped: unknown[] = [];
    const root = call({ args: [held, deep, list(2)], attrs: { names: ['a'], values: [deep] } });
    walkValues(root, {
      enter: () => undefined,
      skipArgument: (_, step, first) => void skipped.push([step, pathOf(first)]),
    });
    expect(pathsOf(root)).toEqual(['[]', '[{"attr":"a"}]', '[{"attr":"a"},0]', '[{"attr":"a"},0,0]', '[2]', '[2,0]']);
    expect(skipped).toEqual([
      [0, [{ attr: 'a' }, 0]],
      [1, [{ attr: 'a' }]],
    ]);
  });

  it('that the state repeats from elsewhere are not walked either', () => {
    const shared = list();
    const object = call({ args: [shared], attrs: { names: ['a'], values: [shared] } });
    expect(pathsOf(list(shared, object))).toEqual(['[]', '[0]', '[1]', '=[1,{"attr":"a"}]']);
  });

  it('given twice are walked twice', () => {
    const shared = list();
    expect(pathsOf(call({ args: [shared, shared] }))).toEqual(['[]', '[0]', '=[1]']);
  });
});

describe('sharing', () => {
  it('is told, and what is shared is walked once', () => {
    const shared = list(1);
    expect(pathsOf(list(shared, shared))).toEqual(['[]', '[0]', '[0,0]', '=[1]']);
  });

  it('names the first place', () => {
    const shared = list();
    const [, first, second] = visitsOf(list(shared, shared));
    expect(second?.first).toBe(first);
    expect(second?.cycle).toBe(false);
  });

  it('of a value with itself is a cycle', () => {
    const items: PyValue[] = [];
    const root = list();
    const inner = { ...root, items };
    items.push(inner, 1);
    expect(pathsOf(inner)).toEqual(['[]', '@[0]', '[1]']);
  });

  it('does not apply to scalars and the empty tuple', () => {
    const unit = tuple();
    expect(pathsOf(list(unit, unit, 'x', 'x'))).toEqual(['[]', '[0]', '[1]', '[2]', '[3]']);
  });
});

describe('walking', () => {
  it('leaves out what lies below a refused place', () => {
    const seen: PyValue[] = [];
    walkValues(list(list(1), 2), { enter: (visit) => (seen.push(visit.value), visit.depth < 1) });
    expect(seen).toHaveLength(3);
  });

  it('enters and leaves in pairs', () => {
    const log: string[] = [];
    walkValues(list(tuple(1), 2), {
      enter: (visit) => void log.push(`+${visit.id}`),
      leave: (visit) => void log.push(`-${visit.id}`),
    });
    expect(log.join(' ')).toBe('+0 +1 +2 -2 -1 +3 -3 -0');
  });

  it('takes any depth', () => {
    let value: PyValue = null;
    for (let i = 0; i < 300_000; i++) value = tuple(value);
    let deepest = 0;
    walkValues(value, { enter: (visit) => void (deepest = visit.depth) });
    expect(deepest).toBe(300_000);
  });
});
