import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileResources, startEngineThread, systemScheduler } from '../../engine/node/index.ts';
import { createSession } from '../../engine/session/createSession.ts';
import { FigureTable } from '../../engine/stats/figureTable.ts';
import { startServer, type RunningServer } from '../../server/startServer.ts';
import type { EngineApi, FolderEntry, PeekResult } from '../../shared/engineApi.ts';
import { createEngineClient } from '../../shared/wire/engineClient.ts';
import { createEngineHost } from '../../shared/wire/engineHost.ts';
import { yieldNow } from '../../engine/node/yieldNow.ts';
import { bundleThread } from './bundleThread.ts';
import { connectSocket } from './connectSocket.ts';

const RUN = fileURLToPath(new URL('../../samples/run', import.meta.url));
const FILE = 'root/epoch=39-step=9680.ckpt';

/** Every question once, over a real checkpoint, with the figures that depend on time left out. */
async function askEverything(engine: EngineApi): Promise<unknown> {
  const { cost, ...overview } = await engine.open({ file: FILE });
  const index = await engine.treeIndex({ file: FILE });
  const expansion = { base: 'all', toggled: Uint32Array.of(1) } as const;
  const figures = new FigureTable();
  const computed = await engine.computeStatistics(
    { file: FILE },
    { onUpdate: (update) => update.kind === 'figures' && figures.add(update.batch) },
  );
  const groups = await engine.groupStatistics({ file: FILE, nodes: Uint32Array.of(0, 1, index.nodes >> 1) });
  const arrangement = await engine.arrangeTree({
    file: FILE,
    view: { expansion, sort: { key: 'l2', descending: true } },
  });
  const details = [];
  for (const node of [0, 1, index.nodes >> 1, index.nodes - 1])
    details.push(await engine.describeNode({ file: FILE, node }));
  const pieces: string[] = [];
  const exported = await engine.exportTree({ file: FILE, syntax: 'csv' }, { onUpdate: (piece) => pieces.push(piece) });
  const entries: FolderEntry[] = [];
  await engine.listFolder({ folder: 'root' }, { onUpdate: (batch) => entries.push(...batch) });
  const peeked: PeekResult[] = [];
  const files = entries.map(({ file }) => file).toSorted();
  await engine.peek({ files }, { onUpdate: (result) => peeked.push(result) });
  const found = await engine.findNodes({ file: FILE, text: 'weight', limit: 10 });
  const value = await engine.formatValue({ file: FILE, node: 1, syntax: 'json', limit: 1000 });
  const state = await engine.checkSource({ file: FILE });
  await engine.close({ file: FILE });
  return {
    overview,
    reads: cost.reads,
    index,
    tensors: computed.tensors,
    none: computed.none,
    figures: figures.select(Array.from({ length: index.nodes }, (_, node) => node)),
    groups,
    arrangement,
    details,
    csv: pieces.join(''),
    exported,
    files,
    peeked,
    found,
    value,
    state,
  };
}

describe('the real engine', () => {
  let script: URL;
  let server: RunningServer;
  let expected: unknown;
  beforeAll(async () => {
    script = await bundleThread(new URL('../../engine/node/engineWorker.ts', import.meta.url));
    server = await startServer({
      root: RUN,
      open: [],
      page: RUN,
      port: 0,
      version: '',
      startHost: (client) =>
        createEngineHost({ client, startWorker: () => startEngineThread(script), scheduler: systemScheduler }),
    });
    const resources = createFileResources();
    resources.grant({ file: 'root', resource: { path: RUN } });
    expected = await askEverything(createSession({ resources, clock: () => systemScheduler.now(), yieldNow }));
  });
  afterAll(() => server.close());

  it('answers over a WebSocket and a worker thread as it does when called', async () => {
    const { channel } = await connectSocket(server.url);
    expect(await askEverything(createEngineClient(channel))).toEqual(expected);
    channel.close();
  });

  it('refuses questions of another shape', async () => {
    const { channel } = await connectSocket(server.url);
    const engine = createEngineClient(channel);
    const question: unknown = Reflect.get(engine, 'describeNode');
    if (typeof question !== 'function') throw new Error('the client offers no questions');
    for (const params of [
      undefined,
      null,
      {},
      { file: 1 },
      { file: FILE, node: -1 },
      { file: FILE, node: 0, more: 1 },
    ]) {
      await expect(question(params)).rejects.toMatchObject({ code: 'usage' });
    }
    channel.close();
  });
});
