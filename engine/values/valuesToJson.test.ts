import { describe, expect, it } from 'vitest';
import { InspectError } from '../../shared/inspectError.ts';
import { LIMITS } from '../limits.ts';
import { stringifyJson, writeJson } from './jsonText.ts';
import type { PyObject, PyValue, TensorValue } from './pyValue.ts';
import { valuesToJson } from './valuesToJson.ts';

const list = (...items: PyValue[]): PyValue => ({ kind: 'list', type: 'builtins.list', items });
const float = (value: number): PyValue => ({ kind: 'float', value });
const call = (fields: Partial<PyObject>): PyObject => ({
  kind: 'object',
  callable: { kind: 'global', module: 'm', name: 'C' },
  opcode: 'REDUCE',
  args: [],
  ...fields,
});
const tensor: TensorValue = {
  kind: 'tensor',
  type: 'torch.Tensor',
  layout: 'strided',
  dtype: 'float32',
  shape: [],
  device: 'cpu',
  requiresGrad: false,
};

function json(value: PyValue): string {
  return stringifyJson(valuesToJson(value, []));
}

describe('values as JSON', () => {
  it.each<[string, PyValue, string]>([
    ['None', null, 'null'],
    ['an int', -5, '-5'],
    ['an int beyond 2^53', 2n ** 64n, '{"$int":"18446744073709551616"}'],
    ['a float that is whole', float(1), '1.0'],
    ['a float with an exponent', float(1e-7), '1e-07'],
    ['a large float', float(1e22), '1e+22'],
    ['a negative zero', float(-0), '{"$float":"-0"}'],
    ['NaN', float(NaN), '{"$float":"nan"}'],
    ['an infinity', float(-Infinity), '{"$float":"-inf"}'],
    ['a complex number', { kind: 'complex', re: 1, im: -0 }, '{"$complex":[1.0,{"$float":"-0"}]}'],
    ['bytes', { kind: 'bytes', bytes: Uint8Array.of(255, 0, 1, 2), mutable: false }, '{"$bytes":"/wABAg=="}'],
    ['a global', { kind: 'global', module: 'os', name: 'system' }, '{"$global":"os.system"}'],
    ['a dtype', { kind: 'torch', what: 'dtype', text: 'float32' }, '{"$torch":"dtype","text":"float32"}'],
    ['a persistent id', { kind: 'persistent', id: { kind: 'tuple', items: ['x', 1] } }, '{"$persistent":"(\'x\', 1)"}'],
  ])('writes %s', (_, value, expected) => {
    expect(json(value)).toBe(expected);
  });

  it('writes an object with its items, attributes and arguments', () => {
    const held = list(1);
    const object = call({ args: [0, held], attrs: { names: ['a'], values: [held] }, items: ['i'] });
    expect(json(object)).toBe(
      '{"$object":"m.C","items":["i"],"attrs":[["a",{"$list":[1]}]],"args":[0,{"$ref":[{"attr":"a"}]}]}',
    );
  });

  it('tells items from entries where an object has both', () => {
    expect(json(call({ items: ['i'], keys: ['k'], values: [1] }))).toBe('{"$object":"m.C","items":[[0,"i"],["k",1]]}');
  });

  it('shows a state, and a call that is called', () => {
    expect(json(call({ state: 5 }))).toBe('{"$object":"m.C","state":5}');
    expect(json(call({ callable: call({ args: [1] }) }))).toBe(
      '{"$object":"m.C(…)","callable":{"$object":"m.C","args":[1]}}',
    );
  });

  it('refers to what was shown, cycles included', () => {
    const items: PyValue[] = [];
    const cyclic = { kind: 'list', type: 'builtins.list', items } as const;
    items.push(cyclic);
    expect(json(list(cyclic, cyclic))).toBe('{"$list":[{"$list":[{"$ref":[0]}]},{"$ref":[0]}]}');
  });

  it('refers to long texts that come again, and repeats short ones', () => {
    const long = 'x'.repeat(LIMITS.repeatedTextLength + 1);
    expect(json(list(long, long, 'short', 'short'))).toBe(`{"$list":["${long}",{"$ref":[0]},"short","short"]}`);
    const big = 1n << 5000n;
    expect(json(list(big, big))).toMatch(/\{"\$ref":\[0\]\}\]\}$/);
  });

  it('refers to tensors by the record of their place', () => {
    const root = list(tensor, list(tensor), { ...tensor });
    const places = [
      { value: tensor, path: [0] },
      { value: tensor, path: [1, 0] },
    ];
    expect(stringifyJson(valuesToJson(root, places))).toBe(
      '{"$list":[{"$tensor":0},{"$list":[{"$tensor":1}]},{"$tensor":null}]}',
    );
  });

  it('refuses a long name that is repeated beyond the limit', () => {
    const name = 'x'.repeat(2 ** 20);
    const named: PyValue[] = Array.from({ length: LIMITS.valueTextLength / name.length }, () => ({
      kind: 'dict',
      type: 'builtins.dict',
      keys: [name],
      values: [null],
    }));
    const many = list(...named);
    const write = (): void => writeJson(valuesToJson(many, []), () => {});
    expect(write).toThrow(InspectError);
    expect(write).toThrow(expect.objectContaining({ code: 'pickle/limit' }));
  });
});
