import { describe, expect, it } from 'vitest';
import type { PyValue } from '../values/pyValue.ts';
import { formatValue } from './formatValue.ts';

const float = (value: number): PyValue => ({ kind: 'float', value });
const dict = (entries: readonly (readonly [PyValue, PyValue])[]): PyValue => ({
  kind: 'dict',
  type: 'builtins.dict',
  keys: entries.map(([key]) => key),
  values: entries.map(([, value]) => value),
});

const HYPER_PARAMETERS = dict([
  ['lr', float(1e-5)],
  ['epochs', 40],
  ['warmup', float(1)],
  ['name', 'yes'],
  ['betas', { kind: 'tuple', items: [float(0.9), float(0.999)] }],
  ['limit', float(Infinity)],
  ['seed', 12345678901234567890n],
  [1, null],
  ['1', true],
]);

describe('formatValue', () => {
  it('writes YAML that PyYAML reads back as it was', () => {
    expect(formatValue(HYPER_PARAMETERS, 'yaml', 1000)).toEqual({
      text: [
        'lr: 1.0e-05',
        'epochs: 40',
        'warmup: 1.0',
        'name: "yes"',
        'betas:',
        '  - 0.9',
        '  - 0.999',
        'limit: .inf',
        'seed: 12345678901234567890',
        '"1": null',
        '1 (builtins.str): true',
        '',
      ].join('\n'),
      cut: false,
    });
  });

  it('writes JSON with exact numbers', () => {
    const { text } = formatValue(HYPER_PARAMETERS, 'json', 1000);
    expect(text).toContain('"lr": 1e-05,');
    expect(text).toContain('"warmup": 1.0,');
    expect(text).toContain('"limit": "inf",');
    expect(text).toContain('"seed": 12345678901234567890,');
  });

  it('stops at the limit and says so, also for what contains itself', () => {
    const items: PyValue[] = [];
    const list: PyValue = { kind: 'list', type: 'builtins.list', items };
    for (let place = 0; place < 1_000_000; place++) items.push(list);
    const { text, cut } = formatValue(list, 'json', 100);
    expect(cut).toBe(true);
    expect(text.length).toBeLessThanOrEqual(100);
  });

  it('writes a key __proto__ like any other', () => {
    expect(formatValue(dict([['__proto__', 1]]), 'json', 100).text).toBe('{\n  "__proto__": 1\n}');
  });
});
