import { describe, expect, it } from 'vitest';
import { createManualScheduler } from '../../test/contract/manualScheduler.ts';
import type { Channel, Frame } from './channel.ts';
import { CANCEL_PATIENCE_MS, createEngineHost } from './engineHost.ts';
import type { ResourceGrant } from './engineWorker.ts';
import { createChannelPair } from './inProcessChannel.ts';

interface ScriptedWorker {
  /** The worker's own end: the test answers in its place. */
  readonly end: Channel;
  readonly received: Frame[];
  readonly granted: ResourceGrant<string>[];
  alive: boolean;
}

/** A host whose workers are played by the test. */
function startScriptedHost() {
  const scheduler = createManualScheduler();
  const [page, client] = createChannelPair();
  const workers: ScriptedWorker[] = [];
  const seen: Frame[] = [];
  page.onFrame((frame) => seen.push(frame));
  const host = createEngineHost<string>({
    client,
    scheduler,
    startWorker() {
      const [channel, end] = createChannelPair();
      const worker: ScriptedWorker = { end, received: [], granted: [], alive: true };
      end.onFrame((frame) => worker.received.push(frame));
      end.onClose(() => (worker.alive = false));
      workers.push(worker);
      return { channel, grant: (grants) => worker.granted.push(...grants) };
    },
  });
  return { host, page, scheduler, workers, seen };
}

const ASK: Frame = { t: 'call', id: 1, method: 'open', body: { json: '{}', buffers: [] } };
const CANCEL: Frame = { t: 'cancel', id: 1 };
const REPLACED = { t: 'error', body: { json: expect.stringContaining('"engine/replaced"') } };

async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

describe('createEngineHost', () => {
  it('carries frames both ways as they are', async () => {
    const { page, workers, seen } = startScriptedHost();
    const answer: Frame = { t: 'result', id: 1, body: { json: 'not even JSON', buffers: [] } };
    page.send(ASK);
    workers[0]?.end.send(answer);
    await settle();
    expect(workers[0]?.received).toEqual([ASK]);
    expect(seen).toEqual([answer]);
  });

  it('keeps a worker that answers a cancel in time', async () => {
    const { page, scheduler, workers } = startScriptedHost();
    page.send(ASK);
    page.send(CANCEL);
    await settle();
    scheduler.advance(CANCEL_PATIENCE_MS - 1);
    workers[0]?.end.send({ t: 'error', id: 1, body: { json: '{}', buffers: [] } });
    await settle();
    scheduler.advance(CANCEL_PATIENCE_MS);
    expect(workers.map(({ alive }) => alive)).toEqual([true]);
  });

  it('replaces a worker that does not, with the grants that it had', async () => {
    const { host, page, scheduler, workers, seen } = startScriptedHost();
    host.grant([{ file: 'a', resource: '/a' }]);
    page.send(ASK);
    page.send({ ...ASK, id: 2 });
    page.send(CANCEL);
    await settle();
    scheduler.advance(CANCEL_PATIENCE_MS);
    await settle();
    expect(workers.map(({ alive }) => alive)).toEqual([false]);
    expect(seen).toMatchObject([
      { ...REPLACED, id: 1 },
      { ...REPLACED, id: 2 },
      { ...REPLACED, id: 0 },
    ]);
    page.send({ ...ASK, id: 3 });
    await settle();
    expect(workers).toHaveLength(2);
    expect(workers[1]?.received).toEqual([{ ...ASK, id: 3 }]);
    expect(workers[1]?.granted).toEqual([{ file: 'a', resource: '/a' }]);
  });

  it('waits with a cancelled question until the last piece of its answer has passed', async () => {
    const { page, scheduler, workers, seen } = startScriptedHost();
    page.send(ASK);
    workers[0]?.end.send({ t: 'result', id: 1, body: { json: '{}', buffers: [2, 1] } });
    workers[0]?.end.send({ t: 'piece', id: 1, bytes: new Uint8Array(2) });
    await settle();
    page.send(CANCEL);
    await settle();
    scheduler.advance(CANCEL_PATIENCE_MS);
    await settle();
    expect(seen.slice(2)).toMatchObject([REPLACED, { ...REPLACED, id: 0 }]);
  });

  it('says so when a worker dies, and starts another at the next question only', async () => {
    const { page, workers, seen } = startScriptedHost();
    page.send(ASK);
    await settle();
    workers[0]?.end.close();
    await settle();
    expect(seen).toMatchObject([
      { ...REPLACED, id: 1 },
      { ...REPLACED, id: 0 },
    ]);
    expect(workers).toHaveLength(1);
    page.send({ ...ASK, id: 2 });
    await settle();
    expect(workers).toHaveLength(2);
  });

  it('ends the worker with the channel of the page', async () => {
    const { page, scheduler, workers } = startScriptedHost();
    page.send(ASK);
    page.send(CANCEL);
    await settle();
    page.close();
    scheduler.advance(CANCEL_PATIENCE_MS);
    expect(workers.map(({ alive }) => alive)).toEqual([false]);
  });

  it('closes the channel of the page when it is closed itself', () => {
    const { host, page, workers } = startScriptedHost();
    let closed = false;
    page.onClose(() => (closed = true));
    host.close();
    expect(closed).toBe(true);
    expect(workers.map(({ alive }) => alive)).toEqual([false]);
  });
});
