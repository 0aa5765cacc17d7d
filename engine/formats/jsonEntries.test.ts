import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonObject, type OrderedJson, parseOrderedJson } from './jsonEntries.ts';

/** Back to a plain value, where no name occurs twice. */
function toPlain(value: OrderedJson | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isObject(value)) return Object.fromEntries(value.entries.map(([key, item]) => [key, toPlain(item)]));
  return value.map(toPlain);
}

function isObject(value: readonly OrderedJson[] | JsonObject): value is JsonObject {
  return !Array.isArray(value);
}

/** Integers that a number may not hold exactly are digits. */
function exactly(_: string, value: unknown): unknown {
  const isLong = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isLong && Math.abs(value) < 1e21 ? String(value) : value;
}

describe('parseOrderedJson', () => {
  it('keeps the order of names that look like numbers, and duplicates', () => {
    expect(parseOrderedJson('{"10":1,"2":2,"10":3}')).toEqual({
      entries: [
        ['10', 1],
        ['2', 2],
        ['10', 3],
      ],
    });
  });

  it('takes __proto__ for a name like any other', () => {
    expect(parseOrderedJson('{"__proto__":{"a":1}}')).toEqual({ entries: [['__proto__', { entries: [['a', 1]] }]] });
  });

  it('gives an integer that no number holds as its digits', () => {
    expect(parseOrderedJson('[9007199254740993,-1,1.5]')).toEqual(['9007199254740993', -1, 1.5]);
  });

  it.each(['', '{', '{"a"}', '[1,]', '{"a":1,}', '01', 'nul', '"\\x"', '"a\nb"', '"a', '1 2', '[}'])(
    'refuses %j',
    (text) => {
      expect(parseOrderedJson(text)).toBeUndefined();
    },
  );

  it('refuses what nests too deep instead of recursing into it', () => {
    expect(parseOrderedJson('['.repeat(100_000))).toBeUndefined();
  });

  it("agrees with the language's own parser on whatever that writes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        expect(toPlain(parseOrderedJson(text))).toEqual(JSON.parse(text, exactly));
      }),
    );
  });
});
