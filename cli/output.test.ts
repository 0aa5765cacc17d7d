import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createOutput } from './output.ts';

const PIECE = 'x'.repeat(100_000);

/** A stream that takes what it is given at once, or only after a turn of the event loop. */
function createSink(isPrompt: boolean): { readonly stream: Writable; readonly lengths: number[] } {
  const lengths: number[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lengths.push(chunk.length);
      if (isPrompt) done();
      else setImmediate(done);
    },
  });
  return { stream, lengths };
}

describe('the output', () => {
  it('gives a prompt stream each piece while the next ones are still to be made', async () => {
    const { stream, lengths } = createSink(true);
    const seen: number[] = [];
    await createOutput(stream).writePieces((write) => {
      for (let i = 0; i < 5; i++) {
        write(PIECE);
        seen.push(lengths.length);
      }
    });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('keeps all pieces in order for a stream that takes its time', async () => {
    const { stream, lengths } = createSink(false);
    await createOutput(stream).writePieces((write) => {
      for (let i = 1; i <= 5; i++) write('x'.repeat(70_000 + i));
    });
    stream.end();
    await new Promise((resolve) => stream.once('finish', resolve));
    expect(lengths.filter((length) => length > 0)).toEqual([70_001, 70_002, 70_003, 70_004, 70_005]);
  });
});
