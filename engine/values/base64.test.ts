import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeBase64 } from './base64.ts';

it('encodes as every other encoder does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    }),
  );
});
