import { describe, expect, it } from 'vitest';
import { joinPieces, streamPieces } from './streamPieces.ts';

async function collect(pieces: AsyncIterable<string>): Promise<string[]> {
  const taken: string[] = [];
  for await (const piece of pieces) taken.push(piece);
  return taken;
}

describe('streamPieces', () => {
  it('hands on pieces in order, those that come at once and those that come later', async () => {
    const pieces = streamPieces(async (onPiece) => {
      onPiece('a');
      onPiece('b');
      await Promise.resolve();
      onPiece('c');
    });
    expect(await collect(pieces)).toEqual(['a', 'b', 'c']);
  });

  it('ends without pieces where there are none', async () => {
    expect(await collect(streamPieces(() => Promise.resolve()))).toEqual([]);
  });

  it('throws what the question rejects with, after the pieces before it', async () => {
    const taken: string[] = [];
    const failing = async (): Promise<void> => {
      const pieces = streamPieces((onPiece) => {
        onPiece('a');
        return Promise.reject(new Error('gone'));
      });
      for await (const piece of pieces) taken.push(piece);
    };
    await expect(failing()).rejects.toThrow('gone');
    expect(taken).toEqual(['a']);
  });

  it('joins pieces into one text', async () => {
    expect(await joinPieces((onPiece) => Promise.resolve(['x', 'y'].forEach(onPiece)))).toBe('xy');
  });
});
