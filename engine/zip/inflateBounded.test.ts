import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateBounded } from './inflateBounded.ts';

describe('inflateBounded', () => {
  it('undoes what zlib deflated, across steps of input', () => {
    const bytes = Uint8Array.from({ length: 40_000 }, (_, at) => (at * at) >>> 7);
    expect(inflateBounded(deflateRawSync(bytes), bytes.length, 'data.pkl')).toEqual(bytes);
  });

  it('undoes deflated text of any length, the empty one included', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(inflateBounded(deflateRawSync(bytes), bytes.length, 'x')).toEqual(bytes);
      }),
    );
  });

  it('stops at the first byte beyond the announced size', () => {
    const bomb = deflateRawSync(new Uint8Array(50_000_000));
    expect(() => inflateBounded(bomb, 1000, 'data/0')).toThrow(
      expect.objectContaining({ code: 'zip/entry', found: 'more', at: { entry: 'data/0' } }),
    );
  });

  it('reports a stream that ends early', () => {
    const stream = deflateRawSync(new Uint8Array(1000));
    expect(() => inflateBounded(stream, 2000, 'x')).toThrow(expect.objectContaining({ found: '1000 bytes' }));
  });

  it('reports bytes that are no deflate stream', () => {
    expect(() => inflateBounded(Uint8Array.of(7, 7, 7, 7), 4, 'data.pkl')).toThrow(
      expect.objectContaining({ code: 'zip/entry', message: expect.stringContaining('cannot be decompressed') }),
    );
  });
});
