import { describe, expect, it } from 'vitest';
import { checkFakeQuestion, createFakeEngine } from '../../test/contract/fakeEngine.ts';
import { createManualScheduler } from '../../test/contract/manualScheduler.ts';
import type { EngineApi } from '../engineApi.ts';
import { decodeBody, encodeBody } from './body.ts';
import { CREDIT_FRAMES, PIECE_BYTES, type Frame } from './channel.ts';
import { MAX_CALL_BYTES, MAX_OPEN_CALLS, serveEngine } from './engineServer.ts';
import { createChannelPair } from './inProcessChannel.ts';

/** A client that sends whatever it likes, and keeps what comes back. */
function connectRawClient(api: EngineApi = createFakeEngine()) {
  const [client, server] = createChannelPair();
  const received: Frame[] = [];
  const state = { open: true };
  client.onFrame((frame) => received.push(frame));
  client.onClose(() => (state.open = false));
  serveEngine({ api, check: checkFakeQuestion, channel: server, scheduler: createManualScheduler() });
  return { client, received, state };
}

function call(id: number, method: string, params: unknown): Frame {
  return { t: 'call', id, method, body: encodeBody(params).body };
}

function errorCode(frame: Frame | undefined): unknown {
  return frame?.t === 'error' ? Reflect.get(Object(decodeBody(frame.body.json, [])), 'code') : frame;
}

/** Lets every frame and answer that is under way arrive. */
async function settle(): Promise<void> {
  for (let i = 0; i < 100; i++) await Promise.resolve();
}

describe('serveEngine', () => {
  it('closes the channel when a question reuses the id of an open one', async () => {
    const { client, state } = connectRawClient();
    client.send(call(1, 'open', { file: 'wait' }));
    client.send(call(1, 'open', { file: 'a' }));
    await settle();
    expect(state.open).toBe(false);
  });

  it('closes the channel when a client answers', async () => {
    const { client, state } = connectRawClient();
    client.send(call(1, 'open', { file: 'wait' }));
    client.send({ t: 'result', id: 1, body: { json: '1', buffers: [] } });
    await settle();
    expect(state.open).toBe(false);
  });

  it('ignores late frames of answered questions', async () => {
    const { client, received, state } = connectRawClient();
    client.send(call(1, 'checkSource', { file: 'a' }));
    await settle();
    client.send({ t: 'cancel', id: 1 });
    client.send({ t: 'ack', id: 1, count: 1 });
    client.send({ t: 'piece', id: 1, bytes: Uint8Array.of(1) });
    await settle();
    expect(received.map(({ t }) => t)).toEqual(['result']);
    expect(state.open).toBe(true);
  });

  it('refuses more open questions than it allows, and takes new ones when some are answered', async () => {
    const { client, received } = connectRawClient();
    for (let id = 1; id <= MAX_OPEN_CALLS + 1; id++) client.send(call(id, 'open', { file: 'wait' }));
    await settle();
    expect(received.map(errorCode)).toEqual(['engine/busy']);
    client.send({ t: 'cancel', id: 1 });
    await settle();
    client.send(call(1000, 'checkSource', { file: 'a' }));
    await settle();
    expect(received.slice(1).map(({ t }) => t)).toEqual(['error', 'result']);
  });

  it('refuses a question with more bytes than it accepts, without waiting for them', async () => {
    const { client, received } = connectRawClient();
    client.send({ t: 'call', id: 1, method: 'open', body: { json: '', buffers: [MAX_CALL_BYTES, 1] } });
    await settle();
    expect(received.map(errorCode)).toEqual(['engine/protocol']);
  });

  it('refuses a question with more bytes than it announced', async () => {
    const { client, received } = connectRawClient();
    client.send({ t: 'call', id: 1, method: 'open', body: { json: '', buffers: [2] } });
    client.send({ t: 'piece', id: 1, bytes: new Uint8Array(3) });
    await settle();
    expect(received.map(errorCode)).toEqual(['engine/protocol']);
  });

  it('answers a cancel that comes before all of the question', async () => {
    const { client, received } = connectRawClient();
    client.send({ t: 'call', id: 1, method: 'open', body: { json: '', buffers: [2] } });
    client.send({ t: 'cancel', id: 1 });
    await settle();
    expect(received.map(errorCode)).toEqual(['cancelled']);
  });

  it('answers a cancel that comes while the result waits for credit', async () => {
    const { client, received } = connectRawClient();
    client.send(call(1, 'treeIndex', { file: 'index:1000000' }));
    await settle();
    expect(received).toHaveLength(CREDIT_FRAMES);
    client.send({ t: 'cancel', id: 1 });
    await settle();
    expect(received.slice(CREDIT_FRAMES).map(errorCode)).toEqual(['cancelled']);
  });

  it('sends no more than the credit, however much is granted at once', async () => {
    const { client, received } = connectRawClient();
    client.send(call(1, 'treeIndex', { file: 'index:1000000' }));
    await settle();
    for (let i = 0; i < 10; i++) client.send({ t: 'ack', id: 1, count: CREDIT_FRAMES });
    await settle();
    const pieces = received.filter((frame) => frame.t === 'piece');
    expect(pieces.every(({ bytes }) => bytes.length <= PIECE_BYTES)).toBe(true);
    expect(received.length).toBeLessThanOrEqual(11 * CREDIT_FRAMES);
  });

  it('aborts what is under way when the channel ends', async () => {
    let reason: unknown;
    const api = createFakeEngine();
    const { client } = connectRawClient({
      ...api,
      open: (params, context) => {
        context?.signal?.addEventListener('abort', () => (reason = context.signal?.reason));
        return api.open(params, context);
      },
    });
    client.send(call(1, 'open', { file: 'wait' }));
    await settle();
    client.close();
    expect(reason).toMatchObject({ code: 'engine/closed' });
  });
});
