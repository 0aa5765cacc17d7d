import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InspectError } from '../inspectError.ts';
import { MAX_ID, PIECE_BYTES, type Frame } from './channel.ts';
import { decodeFrame, encodeFrame, MAX_FRAME_BYTES } from './frameCodec.ts';

const FRAMES: readonly Frame[] = [
  { t: 'call', id: 1, method: 'open', body: { json: '{"file":"é"}', buffers: [] } },
  { t: 'update', id: 2, body: { json: '', buffers: [0, 2 ** 40] } },
  { t: 'result', id: MAX_ID, body: { json: '"x"', buffers: [1] } },
  { t: 'error', id: 0, body: { json: '{}', buffers: [] } },
  { t: 'cancel', id: 3 },
  { t: 'ack', id: 3, count: 8 },
  { t: 'piece', id: 3, bytes: Uint8Array.of(0, 255) },
  { t: 'piece', id: 3, bytes: new Uint8Array(PIECE_BYTES).fill(7) },
];

describe('encodeFrame and decodeFrame', () => {
  it.each(FRAMES)('keep a frame of kind $t', (frame) => {
    const message = encodeFrame(frame);
    expect(message.length).toBeLessThanOrEqual(MAX_FRAME_BYTES);
    expect(decodeFrame(message.buffer)).toStrictEqual(frame);
  });

  it('refuse a message that is no frame', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(() => decodeFrame(bytes.slice().buffer)).toThrow(InspectError);
      }),
    );
  });

  it('answer every damaged frame with a frame or a refusal', () => {
    const frame = fc.constantFrom(...FRAMES.slice(0, 7)).map(encodeFrame);
    fc.assert(
      fc.property(frame, fc.nat(), fc.integer({ min: 1, max: 255 }), (message, position, flip) => {
        const damaged = message.slice();
        damaged[position % damaged.length] = (damaged[position % damaged.length] ?? 0) ^ flip;
        try {
          decodeFrame(damaged.buffer);
        } catch (error) {
          expect(error).toBeInstanceOf(InspectError);
        }
      }),
    );
  });

  it('refuse a message that is larger than any frame', () => {
    expect(() => decodeFrame(new ArrayBuffer(MAX_FRAME_BYTES + 1))).toThrow(/no frame/);
  });
});
