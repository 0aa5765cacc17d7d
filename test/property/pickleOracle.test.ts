import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { unzipSync } from 'fflate';
import { NameRegistry, Parser } from 'pickleparser';
import { describe, expect, it } from 'vitest';
import { runPickle } from '../../engine/pickle/runPickle.ts';
import type { PyObject, PyValue } from '../../engine/values/pyValue.ts';
import { writePickle } from '../support/writePickle.ts';

/*
 * pickleparser reads a part of what pickles can say: no negative LONG1, no long beyond 64 bits, no lone surrogates. Within
 * that part both readers must agree.
 */

/** A value as pickleparser gives it: a Map for a dict, an array for a list or tuple, a number for a float. */
function toPlain(value: PyValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value.kind === 'float') return value.value;
  if (value.kind === 'list' || value.kind === 'tuple') return value.items.map(toPlain);
  if (value.kind === 'dict')
    return new Map(value.keys.map((key, i) => [toPlain(key), toPlain(value.values[i] ?? null)]));
  if (value.kind === 'object') return describeCall(value);
  if (value.kind === 'persistent') return toPlain(value.id);
  if (value.kind === 'global') return `${value.module}.${value.name}`;
  throw new Error(`not compared: ${value.kind}`);
}

function describeCall({ callable, args }: PyObject): unknown {
  return { called: toPlain(callable), args: args.map(toPlain) };
}

const { value: anyValue } = fc.letrec<{ value: PyValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string({ unit: 'grapheme' }),
    fc.double().map((value) => ({ kind: 'float', value }) as const),
    fc.array(tie('value')).map((items) => ({ kind: 'list', type: 'builtins.list', items }) as const),
    fc.array(tie('value')).map((items) => ({ kind: 'tuple', items }) as const),
    fc.dictionary(fc.string(), tie('value'), { noNullPrototype: true }).map(
      (entries) =>
        ({
          kind: 'dict',
          type: 'builtins.dict',
          keys: Object.keys(entries),
          values: Object.values(entries),
        }) as const,
    ),
  ),
}));

describe('pickleparser', () => {
  it.each([2, 4] as const)('agrees on plain values in protocol %i', (protocol) => {
    const parser = new Parser({ unpicklingTypeOfDictionary: 'Map' });
    fc.assert(
      fc.property(anyValue, (value) => {
        const bytes = writePickle(value, protocol);
        expect(toPlain(runPickle(bytes).root)).toEqual(parser.parse(bytes));
      }),
    );
  });

  it('agrees on a real checkpoint, its tensors as calls', () => {
    const bytes = readSamplePickle();
    const names = new NameRegistry();
    const callOf =
      (called: string) =>
      (...args: unknown[]) => ({ called, args });
    names.register('collections', 'OrderedDict', () => new Map());
    names.register('torch._utils', '_rebuild_tensor_v2', callOf('torch._utils._rebuild_tensor_v2'));
    names.register('torch', 'FloatStorage', callOf('torch.FloatStorage'));
    const parser = new Parser({
      nameResolver: names,
      persistentResolver: { resolve: (id: unknown) => id },
      unpicklingTypeOfDictionary: 'Map',
    });
    const theirs: unknown = parser.parse(bytes);
    const ours = toPlain(runPickle(bytes).root);
    expect(withoutFunctions(ours)).toEqual(withoutFunctions(theirs));
  });
});

/** Classes are functions to pickleparser and names to us: both become a mark. */
function withoutFunctions(value: unknown): unknown {
  if (typeof value === 'function' || /^torch\.\w+Storage$/.test(String(value))) return '<class>';
  if (Array.isArray(value)) return value.map(withoutFunctions);
  if (value instanceof Map) return [...value].map(([key, item]) => [key, withoutFunctions(item)]);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([key, item]) => [key, withoutFunctions(item)]);
}

function readSamplePickle(): Uint8Array {
  const file = readFileSync(new URL('../../samples/run/epoch=39-step=9680.ckpt', import.meta.url));
  const [bytes] = Object.values(unzipSync(new Uint8Array(file), { filter: ({ name }) => name.endsWith('/data.pkl') }));
  if (bytes === undefined) throw new Error('the sample holds no data.pkl');
  return bytes;
}
