import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExactJson, JsonNumber, JsonStream, stringifyJson, writeJson } from './jsonText.ts';

describe('stringifyJson', () => {
  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        expect(stringifyJson(value as ExactJson, indent)).toBe(JSON.stringify(value, undefined, indent));
      }),
    );
  });

  it('keeps the text of exact numbers', () => {
    expect(stringifyJson([new JsonNumber('1.0'), new JsonNumber('123456789012345678901234567890')])).toBe(
      '[1.0,123456789012345678901234567890]',
    );
  });

  it('lets a part write itself in its place', () => {
    const part = new JsonStream((write) => ['[', '1', ']'].forEach(write));
    expect(stringifyJson({ a: part, b: [part, part] })).toBe('{"a":[1],"b":[[1],[1]]}');
  });

  it('leaves out fields that are undefined', () => {
    expect(stringifyJson({ a: undefined, b: 1, c: undefined })).toBe('{"b":1}');
  });

  it('escapes lone surrogates', () => {
    expect(stringifyJson('a\ud800')).toBe('"a\\ud800"');
  });

  it('takes no object of a file for an exact number', () => {
    expect(stringifyJson({ text: '1, "injected": 2' })).toBe('{"text":"1, \\"injected\\": 2"}');
  });

  it('takes any depth', () => {
    let value: ExactJson = 1;
    for (let i = 0; i < 200_000; i++) value = [value];
    let length = 0;
    writeJson(value, (piece) => (length += piece.length));
    expect(length).toBe(400_001);
  });
});
