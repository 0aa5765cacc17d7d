import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileResources, startEngineThread, systemScheduler } from '../../engine/node/index.ts';
import { createSession } from '../../engine/session/createSession.ts';
import { FigureTable } from '../../engine/stats/figureTable.ts';
import { startServer, type RunningServer } from '../../server/startServer.ts';
import type { EngineApi, FolderEntry, PeekResult, Progress } from '../../shared/engineApi.ts';
import { NODE_KINDS, type TreeIndex } from '../../shared/treeIndex.ts';
import { createEngineClient } from '../../shared/wire/engineClient.ts';
import { createEngineHost } from '../../shared/wire/engineHost.ts';
import { yieldNow } from '../../engine/node/yieldNow.ts';
import { bundleThread } from './bundleThread.ts';
import { connectSocket } from './connectSocket.ts';
import { expectSame } from './sameData.ts';

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

/** A series of the sample run, asked in the wrong order, with one file that is none; time and cost left out. */
async function askAboutSeries(engine: EngineApi): Promise<unknown> {
  const progress: Progress[] = [];
  const files = [FILE, 'root/README.md', 'root/epoch=38-step=9438.ckpt', 'root/epoch=35-step=8712.ckpt'];
  const { cost, ...overview } = await engine.readSeries(
    { files, remember: false },
    { onUpdate: (update) => progress.push(update) },
  );
  const { series } = overview;
  const trees = [];
  for (const section of ['tensors', 'moments'] as const) {
    const sort = { key: 'change', descending: true } as const;
    const view = { expansion: { base: 'all', toggled: new Uint32Array(0) }, sort } as const;
    const tree = await engine.seriesTree({ series, section });
    trees.push(tree, await engine.arrangeSeries({ series, section, view }));
  }
  const pieces: string[] = [];
  const { tensors } = await engine.exportSeries({ series }, { onUpdate: (piece) => pieces.push(piece) });
  const document = JSON.parse(pieces.join(''), (key, value: unknown) => (key === 'cost' ? undefined : value));
  const gone = await engine.seriesTree({ series: 'none', section: 'tensors' }).catch((error: unknown) => error);
  return { overview, reads: cost.reads, trees, tensors, document, gone, last: progress.at(-1) };
}

/** The first row of a tensor of one axis. */
function findVector({ kind, shapeStart }: TreeIndex): number {
  return shapeStart.findIndex(
    (start, node) => kind[node] === NODE_KINDS.indexOf('tensor') && shapeStart[node + 1] === start + 1,
  );
}

/** Two epochs of the sample run, with every question about them; time and cost left out. */
async function askAboutComparison(engine: EngineApi): Promise<unknown> {
  const comparison = { left: 'root/epoch=38-step=9438.ckpt', right: FILE, align: true };
  const closed = await engine.compareFiles(comparison).catch((error: unknown) => error);
  await engine.open({ file: comparison.left });
  await engine.open({ file: comparison.right });
  const progress: Progress[] = [];
  const { cost, ...overview } = await engine.compareFiles(comparison, { onUpdate: (update) => progress.push(update) });
  const rows = [];
  let vector = 0;
  for (const section of ['tensors', 'moments'] as const) {
    const sort = { key: 'relL2', descending: true } as const;
    const view = { expansion: { base: 'all', toggled: new Uint32Array(0) }, sort } as const;
    const tree = await engine.comparisonTree({ comparison, section });
    if (section === 'tensors') vector = findVector(tree.index);
    rows.push(tree);
    rows.push(await engine.arrangeComparison({ comparison, section, view }));
    for (const node of [0, 1, 8, vector]) rows.push(await engine.describeMatch({ comparison, section, node }));
  }
  const row = { comparison, section: 'tensors', node: vector } as const;
  const histograms = await engine.compareHistograms({ ...row, scale: 'linear', bins: 16 });
  const range = [0, 100] as const;
  const part = { rowAxis: 0, columnAxis: 0, index: [0], rows: range, columns: range, maxRows: 9, maxColumns: 9 };
  const slice = await engine.readDifferenceSlice({ ...row, part });
  const values = await engine.comparedValues(comparison);
  const pieces: string[] = [];
  const { tensors } = await engine.exportComparison(comparison, { onUpdate: (piece) => pieces.push(piece) });
  const document = JSON.parse(pieces.join(''), (key, value: unknown) => (key === 'cost' ? undefined : value));
  await engine.close({ file: comparison.left });
  await engine.close({ file: comparison.right });
  return {
    overview,
    reads: cost.reads,
    rows,
    histograms,
    slice,
    values,
    tensors,
    document,
    closed,
    last: progress.at(-1),
  };
}

describe('the real engine', () => {
  let script: URL;
  let server: RunningServer;
  let expected: unknown;
  let session: EngineApi;
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
    session = createSession({ resources, clock: () => systemScheduler.now(), yieldNow });
    expected = await askEverything(session);
  });
  afterAll(() => server.close());

  it('answers over a WebSocket and a worker thread as it does when called', async () => {
    const { channel } = await connectSocket(server.url);
    expect(await askEverything(createEngineClient(channel))).toEqual(expected);
    channel.close();
  });

  it('answers about a series over a WebSocket and a worker thread as it does when called', async () => {
    const { channel } = await connectSocket(server.url);
    const answers = await askAboutSeries(createEngineClient(channel));
    expectSame(answers, await askAboutSeries(session));
    expect(answers).toMatchObject({
      overview: { checkpoints: [{ epoch: 35 }, { epoch: 38 }, { epoch: 39 }], unreadable: [{ name: 'README.md' }] },
      gone: { code: 'engine/closed' },
    });
    channel.close();
  });

  it('answers about a comparison over a WebSocket and a worker thread as it does when called', async () => {
    const { channel } = await connectSocket(server.url);
    const answers = await askAboutComparison(createEngineClient(channel));
    expectSame(answers, await askAboutComparison(session));
    expect(answers).toMatchObject({
      overview: { same: false, values: 28, left: { counters: { epoch: 38 } }, right: { counters: { epoch: 39 } } },
      document: { schema: 'epochscope.diff/1', totals: { tensors: 2970 } },
      closed: { code: 'engine/closed' },
      tensors: 2970,
    });
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
