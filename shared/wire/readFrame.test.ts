import { describe, expect, it } from 'vitest';
import { PIECE_BYTES } from './channel.ts';
import { readFrame } from './readFrame.ts';

const BODY = { json: '{}', buffers: [] };

describe('readFrame', () => {
  it('drops what a frame does not have', () => {
    expect(readFrame({ t: 'cancel', id: 1, bytes: 'x' })).toStrictEqual({ t: 'cancel', id: 1 });
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'cancel'],
    ['no kind', { id: 1 }],
    ['an unknown kind', { t: 'eval', id: 1 }],
    ['the id 0 of a question', { t: 'call', id: 0, method: 'open', body: BODY }],
    ['a negative id', { t: 'cancel', id: -1 }],
    ['a fraction as id', { t: 'cancel', id: 1.5 }],
    ['an id beyond 2^31', { t: 'cancel', id: 2 ** 31 }],
    ['a question without a method', { t: 'call', id: 1, body: BODY }],
    ['a method name of any length', { t: 'call', id: 1, method: 'x'.repeat(65), body: BODY }],
    ['a result without a body', { t: 'result', id: 1 }],
    ['a body without text', { t: 'result', id: 1, body: { buffers: [] } }],
    [
      'a text that belongs into pieces',
      { t: 'result', id: 1, body: { json: 'x'.repeat(PIECE_BYTES + 1), buffers: [] } },
    ],
    ['negative lengths', { t: 'result', id: 1, body: { json: '', buffers: [-1] } }],
    ['lengths that are no numbers', { t: 'result', id: 1, body: { json: '', buffers: ['1'] } }],
    ['more buffers than any answer has', { t: 'result', id: 1, body: { json: '', buffers: Array(5000).fill(0) } }],
    ['a piece that is no array of bytes', { t: 'piece', id: 1, bytes: [1, 2] }],
    ['a piece beyond 1 MiB', { t: 'piece', id: 1, bytes: new Uint8Array(PIECE_BYTES + 1) }],
    ['credit beyond all frames', { t: 'ack', id: 1, count: 9 }],
  ])('refuses %s', (_title, message) => {
    expect(() => readFrame(message)).toThrow(expect.objectContaining({ code: 'engine/protocol' }));
  });
});
