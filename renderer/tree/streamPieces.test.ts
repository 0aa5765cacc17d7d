import { describe, expect, it } from 'vitest';
import { createFakeEngine } from '../../test/contract/fakeEngine.ts';
import { createManualScheduler } from '../../test/contract/manualScheduler.ts';
import { CREDIT_FRAMES } from '../../shared/wire/channel.ts';
import { createEngineClient } from '../../shared/wire/engineClient.ts';
import { serveEngine } from '../../shared/wire/engineServer.ts';
import { createChannelPair } from '../../shared/wire/inProcessChannel.ts';
import { joinPieces, MOST_WAITING, streamPieces, type PieceContext } from './streamPieces.ts';

async function collect(pieces: AsyncIterable<string>): Promise<string[]> {
  const taken: string[] = [];
  for await (const piece of pieces) taken.push(piece);
  return taken;
}

/** Lets everything that is under way happen. */
async function settle(): Promise<void> {
  for (let i = 0; i < 500; i++) await Promise.resolve();
}

/** A question that hands out so many pieces, as fast as it may, and says how many it has handed out. */
function countingQuestion(total: number) {
  const state = { sent: 0, wasGivenUp: false };
  const ask = async ({ signal, onUpdate, drained }: Partial<PieceContext<string>>): Promise<void> => {
    for (; state.sent < total && !state.wasGivenUp; state.sent += 1) {
      onUpdate?.(`${state.sent + 1}`);
      await drained?.();
      state.wasGivenUp = signal?.aborted === true;
    }
  };
  return { state, ask };
}

describe('streamPieces', () => {
  it('hands on pieces in order, those that come at once and those that come later', async () => {
    const pieces = streamPieces(async ({ onUpdate }) => {
      onUpdate('a');
      onUpdate('b');
      await Promise.resolve();
      onUpdate('c');
    });
    expect(await collect(pieces)).toEqual(['a', 'b', 'c']);
  });

  it('ends without pieces where there are none', async () => {
    expect(await collect(streamPieces(() => Promise.resolve()))).toEqual([]);
  });

  it('throws what the question rejects with, after the pieces before it', async () => {
    const taken: string[] = [];
    const failing = async (): Promise<void> => {
      const pieces = streamPieces(({ onUpdate }) => {
        onUpdate('a');
        return Promise.reject(new Error('gone'));
      });
      for await (const piece of pieces) taken.push(piece);
    };
    await expect(failing()).rejects.toThrow('gone');
    expect(taken).toEqual(['a']);
  });

  it('holds a question back while its pieces are not taken', async () => {
    const { state, ask } = countingQuestion(1000);
    let taken = 0;
    for await (const _ of streamPieces(ask)) {
      taken += 1;
      await settle();
      expect(state.sent - taken).toBeLessThanOrEqual(MOST_WAITING);
    }
    expect(taken).toBe(1000);
  });

  it('holds an engine at the other end of a wire back as well', async () => {
    const { state, ask } = countingQuestion(300);
    const [client, server] = createChannelPair();
    const api = {
      ...createFakeEngine(),
      exportTensor: async (_: unknown, context: Partial<PieceContext<Uint8Array>> = {}) => {
        const onUpdate = (): void => context.onUpdate?.(new Uint8Array(100));
        await ask({ ...context, onUpdate });
        return { bytes: 30_000 };
      },
    };
    serveEngine({ api, check: () => undefined, channel: server, scheduler: createManualScheduler() });
    const engine = createEngineClient(client);
    let taken = 0;
    let most = 0;
    for await (const piece of streamPieces<Uint8Array>((context) =>
      engine.exportTensor({ file: 'a', node: 1 }, context),
    )) {
      expect(piece).toHaveLength(100);
      taken += 1;
      await settle();
      most = Math.max(most, state.sent - taken);
    }
    expect(taken).toBe(300);
    expect(most).toBeLessThanOrEqual(MOST_WAITING + CREDIT_FRAMES);
  });

  it('gives the question up when nobody wants its pieces any more', async () => {
    const { state, ask } = countingQuestion(1000);
    for await (const piece of streamPieces(ask)) if (piece === '3') break;
    await settle();
    expect(state.wasGivenUp).toBe(true);
    expect(state.sent).toBeLessThan(3 + 2 * MOST_WAITING);
  });

  it('joins pieces into one text', async () => {
    expect(await joinPieces((onPiece) => Promise.resolve(['x', 'y'].forEach(onPiece)))).toBe('xy');
  });
});
