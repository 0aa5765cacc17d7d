import { describe, expect, it } from 'vitest';
import { escapeControls } from '../../shared/escapeControls.ts';
import type { PyDict, PyObject, PyValue } from './pyValue.ts';
import { summarizeValue } from './summarizeValue.ts';

const tuple = (...items: PyValue[]): PyValue => ({ kind: 'tuple', items });
const list = (...items: PyValue[]): PyValue => ({ kind: 'list', type: 'builtins.list', items });
function dict(...entries: [PyValue, PyValue][]): PyDict {
  const [keys, values] = [entries.map(([key]) => key), entries.map(([, value]) => value)];
  return { kind: 'dict', type: 'builtins.dict', keys, values };
}
function object(name: string, attrs: Record<string, PyValue> | undefined, ...args: PyValue[]): PyObject {
  return {
    kind: 'object',
    callable: { kind: 'global', module: 'some.module', name },
    opcode: 'REDUCE',
    args,
    ...(attrs && { attrs: { names: Object.keys(attrs), values: Object.values(attrs) } }),
  };
}

describe('summaries', () => {
  it.each<[string, PyValue, string]>([
    ['an int', 39, '39'],
    ['a str', '2.6.6', '"2.6.6"'],
    ['a float', { kind: 'float', value: 1e-5 }, '1e-05'],
    ['None', null, 'None'],
    ['a bool', true, 'True'],
    ['an empty dict', dict(), ''],
    ['a dict by its keys', dict(['fit_loop', null], [1, null], ['test_loop', null]), 'fit_loop, 1, test_loop'],
    ['a tuple', tuple({ kind: 'float', value: 0.9 }, { kind: 'float', value: 0.999 }), '(0.9, 0.999)'],
    ['a tuple of one', tuple(1), '(1,)'],
    ['a list of lists', list(list(1, list(2)), list()), '[[1, […]], []]'],
    ['a list of dicts', list(dict(['lr', 1]), dict()), '[{lr}, {}]'],
    [
      'an object',
      object('ModelCheckpoint', { monitor: null, mode: 'min' }),
      'ModelCheckpoint{monitor: None, mode: min}',
    ],
    ['a nested class', object('Outer.Inner', { z: 3 }), 'Inner{z: 3}'],
    ['an object without attributes', object('Color', undefined, 1), 'Color(1)'],
    ['a device', { kind: 'torch', what: 'device', text: 'cuda:0' }, "torch.device('cuda:0')"],
    ['a global', { kind: 'global', module: 'm', name: 'f' }, 'm.f'],
  ])('of %s', (_, value, expected) => {
    expect(summarizeValue(value)).toBe(expected);
  });

  it('are cut to their limit', () => {
    expect(summarizeValue('x'.repeat(10_000), 20)).toBe(`"${'x'.repeat(18)}…`);
    const keys = Array.from({ length: 1000 }, (_, i): [PyValue, PyValue] => [`key${i}`, null]);
    expect(summarizeValue(dict(...keys), 20)).toBe('key0, key1, key2, …');
    expect(summarizeValue(list(...keys.map(([key]) => key)), 30).length).toBeLessThanOrEqual(30);
  });

  it('stay short for what shares or contains itself', () => {
    let value = list('leaf');
    for (let i = 0; i < 60; i++) value = list(value, value, value);
    expect(summarizeValue(value).length).toBeLessThanOrEqual(120);
  });

  it('escape controls and directional marks', () => {
    expect(summarizeValue('a\u001b[31m\u202eb\n')).toBe('"a\\x1b[31m\\u202eb\\x0a"');
    expect(summarizeValue(dict(['k\u0007', null]))).toBe('k\\x07');
    expect(escapeControls('\ud800 plain é 你')).toBe('\\ud800 plain é 你');
  });
});
