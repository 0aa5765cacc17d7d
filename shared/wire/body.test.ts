import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBody, encodeBody } from './body.ts';

function roundTrip(value: unknown): unknown {
  const { body, buffers } = encodeBody(value);
  expect(buffers.map((bytes) => bytes.length)).toEqual(body.buffers);
  return decodeBody(
    body.json,
    buffers.map((bytes) => bytes.slice().buffer),
  );
}

describe('encodeBody and decodeBody', () => {
  it.each([
    ['nothing', undefined],
    ['a hole in a list', [1, undefined, 3]],
    ['numbers that JSON cannot say', [Number.NaN, Infinity, -Infinity, -0, 0, 5e-324]],
    ['integers of any size', [10n ** 40n, -1n]],
    ['strings with lone surrogates', ['\ud800', '\0', '\u2028']],
    ['keys that look like ours', { $: 'nan', $$: { $: 1 }, $x: 2, x: '$' }],
    [
      'bytes',
      { a: Uint8Array.of(1, 2), b: new ArrayBuffer(3), c: new Float64Array([Number.NaN]), d: new Int16Array() },
    ],
    ['64-bit integers', BigInt64Array.of(-(2n ** 63n))],
  ])('keep %s', (_title, value) => {
    expect(roundTrip(value)).toStrictEqual(value);
  });

  it('keep the key __proto__ a key', () => {
    const value: unknown = JSON.parse('{"__proto__": {"polluted": true}}');
    const copy = roundTrip(value);
    expect(Object.keys(Object(copy))).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });

  it('drop entries of objects that are undefined', () => {
    expect(roundTrip({ a: undefined, b: 1 })).toStrictEqual({ b: 1 });
  });

  it('send only the part of a buffer that a view shows', () => {
    const view = new Uint32Array(Uint32Array.of(1, 2, 3, 4).buffer, 4, 2);
    expect(encodeBody(view).body.buffers).toEqual([8]);
    expect(roundTrip(view)).toStrictEqual(Uint32Array.of(2, 3));
  });

  it('send a long text as a buffer, so that headers stay small', () => {
    const { body } = encodeBody('x'.repeat(100_000));
    expect(body).toEqual({ json: '', buffers: [100_002] });
    expect(roundTrip(['\ud800é'.repeat(50_000), Uint8Array.of(7)])).toStrictEqual([
      '\ud800é'.repeat(50_000),
      Uint8Array.of(7),
    ]);
  });

  it('keep any plain data', () => {
    const plain = fc.anything({
      withBigInt: true,
      withTypedArray: true,
      withNullPrototype: false,
      withDate: false,
      withMap: false,
      withSet: false,
    });
    fc.assert(
      fc.property(plain, (value) => {
        expect(roundTrip({ value })).toEqual({ value });
      }),
    );
  });

  it.each([
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['an instance of a class', new Error('x')],
    ['a DataView', new DataView(new ArrayBuffer(1))],
  ])('refuse %s', (_title, value) => {
    expect(() => encodeBody({ list: [value] })).toThrow(TypeError);
  });

  it.each([
    ['text that is no JSON', '{"a":'],
    ['an unknown kind of value', '{"$":"Date","buffer":0}'],
    ['an inherited name', '{"$":"constructor","buffer":0}'],
    ['a buffer that is not there', '{"$":"Uint8Array","buffer":1}'],
    ['a buffer that holds no whole number of elements', '{"$":"Uint32Array","buffer":0}'],
    ['digits that are none', '{"$":"bigint","digits":"0x"}'],
    ['text so deep that no reader survives it', '['.repeat(60_000) + ']'.repeat(60_000)],
  ])('refuse %s', (_title, json) => {
    expect(() => decodeBody(json, [new ArrayBuffer(3)])).toThrow(expect.objectContaining({ code: 'engine/protocol' }));
  });
});
