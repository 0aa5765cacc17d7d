import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineApi, FolderEntry, PeekResult, SourceState, TreemapBlock } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { TreeView } from '../../shared/treeIndex.ts';
import { openFileSource } from '../node/fileSource.ts';
import { createSession } from './createSession.ts';
import { MAX_OPEN_FILES } from './openFiles.ts';
import type { OpenSource, Resources } from './resources.ts';

const RUN = new URL('../../samples/run/', import.meta.url);
const CHECKPOINT = 'epoch=39-step=9680.ckpt';

/** The sample run as a granted folder, with a record of what is open. */
class SampleResources implements Resources {
  opened = 0;
  closed = 0;
  /** Resolved before a file is opened; a test can hold it back. */
  gate: Promise<void> = Promise.resolve();

  async open(file: string): Promise<OpenSource> {
    await this.gate;
    const source = await openFileSource(fileURLToPath(new URL(encodeURIComponent(file), RUN)));
    this.opened++;
    const count = (): void => void this.closed++;
    return {
      name: source.name,
      size: source.size,
      read: (offset, length, signal) => source.read(offset, length, signal),
      checkState: (): Promise<SourceState> => source.checkState(),
      async close() {
        count();
        await source.close();
      },
    };
  }

  async *list(): AsyncIterable<readonly FolderEntry[]> {
    const entry = { file: 'x', name: 'x', kind: 'other', bytes: 0, modified: '' } as const;
    yield Array.from({ length: 600 }, () => entry);
    yield [entry];
  }
}

const ALL: TreeView = {
  expansion: { base: 'all', toggled: new Uint32Array(0) },
  sort: { key: 'file', descending: false },
};

let resources: SampleResources;
let engine: EngineApi;

beforeEach(() => {
  resources = new SampleResources();
  engine = createSession({
    resources,
    clock: () => performance.now(),
    yieldNow: () => new Promise((resolve) => void setImmediate(resolve)),
  });
});

afterEach(async () => {
  await engine.close({ file: CHECKPOINT });
});

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof InspectError ? error.code : String(error);
}

async function findNode(text: string): Promise<number> {
  const [found] = await engine.findNodes({ file: CHECKPOINT, text, limit: 1 });
  if (!found) throw new Error(`a node for ${text}`);
  return found.node;
}

describe('open', () => {
  it('tells where every byte of the sample checkpoint is', async () => {
    const overview = await engine.open({ file: CHECKPOINT });
    const shares = overview.bytesByKind.map(({ title, count, bytes }) => [title, count, bytes]);
    expect(shares).toEqual([
      ['weights', 797, 394_244],
      ['other tensors', 1, 4],
      ['step', 724, 2896],
      ['exp_avg', 724, 196_676],
      ['exp_avg_sq', 724, 196_676],
      ['data.pkl', 1, 322_718],
      ['zip directory', 2976, 186_501],
      ['headers, padding', 2976, 338_618],
    ]);
    expect(overview.totals).toEqual({
      tensors: 2970,
      storages: 2970,
      stateDictTensors: 797,
      stateDictElements: 98_537,
      storageBytes: 790_496,
    });
    expect(overview.dtypes).toEqual([
      { dtype: 'float32', tensors: 773, elements: 98_513, bytes: 394_052 },
      { dtype: 'int64', tensors: 24, elements: 24, bytes: 192 },
    ]);
    expect(overview.sharing).toEqual({ distinct: 2970, shared: 0, oversized: 0 });
    expect(overview.cost.reads).toBeLessThanOrEqual(5);
  });

  it('divides the treemap into at most 400 blocks that add up at every level', async () => {
    const { treemap, file } = await engine.open({ file: CHECKPOINT });
    const leaves = (block: TreemapBlock): number =>
      block.children ? block.children.reduce((sum, child) => sum + leaves(child), 0) : 1;
    const check = (block: TreemapBlock): void => {
      if (!block.children) return;
      expect(block.children.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(block.bytes);
      block.children.forEach(check);
    };
    check(treemap);
    expect(treemap.bytes).toBe(file.bytes);
    expect(leaves(treemap)).toBeGreaterThan(200);
    expect(leaves(treemap)).toBeLessThanOrEqual(400);
  });

  it('gives every block of tensors a row that it leads to, also those of the moments of a module', async () => {
    const { treemap } = await engine.open({ file: CHECKPOINT });
    const list = (block: TreemapBlock): TreemapBlock[] => [block, ...(block.children ?? []).flatMap(list)];
    const blocks = (treemap.children ?? []).filter(({ category }) => category !== 'container').flatMap(list);
    expect(blocks.filter(({ node }) => node === undefined).map(({ label }) => label)).toEqual([]);
    const moments = treemap.children?.find(({ label }) => label === 'exp_avg');
    const part = list(moments ?? treemap).find(({ label }) => label === '_backbone');
    const row = await engine.describeNode({ file: CHECKPOINT, node: part?.node ?? 0 });
    expect([row.kind, row.name]).toEqual(['module', 'state_dict.agent.model._backbone']);
  });

  it('names the row of each finding and of each member of the top level', async () => {
    const overview = await engine.open({ file: CHECKPOINT });
    for (const { key, node } of overview.topLevel) {
      const { path } = await engine.describeNode({ file: CHECKPOINT, node });
      expect(path).toEqual([key]);
    }
    for (const { at, node } of overview.findings) {
      if (!at?.path) continue;
      const detail = await engine.describeNode({ file: CHECKPOINT, node: node ?? -1 });
      expect(detail.path).toEqual(at.path);
      expect(detail.findings.length).toBeGreaterThan(0);
    }
  });

  it('opens a file once for all who ask at the same time', async () => {
    const [one, other] = await Promise.all([engine.open({ file: CHECKPOINT }), engine.open({ file: CHECKPOINT })]);
    expect(other).toEqual(one);
    expect(resources.opened).toBe(1);
  });

  it('stops when its last asker cancels, and gives the descriptor back', async () => {
    let release = (): void => {};
    resources.gate = new Promise((resolve) => {
      release = resolve;
    });
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [first, second].map(({ signal }) => codeOf(engine.open({ file: CHECKPOINT }, { signal })));
    first.abort();
    expect(await asked[0]).toBe('cancelled');
    second.abort();
    expect(await asked[1]).toBe('cancelled');
    release();
    await expect.poll(() => [resources.opened, resources.closed]).toEqual([1, 1]);
    expect(await codeOf(engine.treeIndex({ file: CHECKPOINT }))).toBe('engine/closed');
  });

  it('goes on for the others when one asker cancels', async () => {
    const controller = new AbortController();
    const given = codeOf(engine.open({ file: CHECKPOINT }, { signal: controller.signal }));
    const kept = engine.open({ file: CHECKPOINT });
    controller.abort();
    expect(await given).toBe('cancelled');
    expect((await kept).counters.epoch).toBe(39);
  });

  it('refuses more files than a session may hold', async () => {
    resources.gate = new Promise(() => {});
    const names = Array.from({ length: MAX_OPEN_FILES }, (_, place) => `${place}`);
    const waiting = names.map((file) => codeOf(engine.open({ file })));
    expect(await codeOf(engine.open({ file: 'one more' }))).toBe('engine/busy');
    for (const file of names) void engine.close({ file });
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['engine/closed']));
  });

  it('answers with the code of a file that cannot be opened, and can be asked again', async () => {
    expect(await codeOf(engine.open({ file: 'README.md' }))).toBe('format/not-a-checkpoint');
    expect(await codeOf(engine.open({ file: 'README.md' }))).toBe('format/not-a-checkpoint');
    expect(resources.closed).toBe(resources.opened);
  });
});

describe('close', () => {
  it('gives up the questions that are open', async () => {
    await engine.open({ file: CHECKPOINT });
    const asked = codeOf(engine.exportTree({ file: CHECKPOINT, syntax: 'json' }));
    await engine.close({ file: CHECKPOINT });
    expect(await asked).toBe('engine/closed');
    expect(resources.closed).toBe(1);
    await engine.close({ file: CHECKPOINT });
  });
});

describe('treeIndex', () => {
  it('gathers the dotted keys of the state dict under modules', async () => {
    await engine.open({ file: CHECKPOINT });
    const index = await engine.treeIndex({ file: CHECKPOINT });
    const stateDict = await findNode('state_dict');
    expect([index.children[stateDict], index.tensors[stateDict], index.bytes[stateDict]]).toEqual([797, 797, 394_244]);
    const qkv = await engine.findNodes({ file: CHECKPOINT, text: 'l0 qkv', limit: 3 });
    expect(qkv.map(({ name, kind }) => [name.replace(/^.*image_encoder/, '…'), kind])).toEqual([
      ['….layers.0.attn.qkv', 'module'],
      ['….layers.0.attn.qkv.weight', 'tensor'],
      ['….layers.0.attn.qkv.bias', 'tensor'],
    ]);
  });
});

describe('arrangeTree', () => {
  it('counts the hits of a glob and suggests a name where there are none', async () => {
    await engine.open({ file: CHECKPOINT });
    const filter = { text: '*.qkv.weight', syntax: 'glob', in: 'names', dtypes: [], shape: '', minBytes: 0 } as const;
    const found = await engine.arrangeTree({ file: CHECKPOINT, view: { ...ALL, filter } });
    expect([found.hits, found.tensorHits]).toEqual([48, 48]);
    const typo = { ...filter, text: '*.qkv.wieght' };
    const missed = await engine.arrangeTree({ file: CHECKPOINT, view: { ...ALL, filter: typo } });
    expect([missed.hits, missed.rows.length, missed.closest]).toEqual([0, 0, '*.qkv.weight']);
  });
});

describe('describeNode', () => {
  it('tells where a weight lies and what the optimizer keeps for it', async () => {
    await engine.open({ file: CHECKPOINT });
    const detail = await engine.describeNode({ file: CHECKPOINT, node: await findNode('stem proj weight') });
    expect(detail.stored).toEqual({ entry: 'archive/data/0', start: 323_264, end: 329_408, compressed: false });
    expect(detail.moments.map(({ role, value }) => [role, value])).toEqual([
      ['step', '9678'],
      ['exp_avg', undefined],
      ['exp_avg_sq', undefined],
    ]);
    expect(detail.python).toBe('ck["state_dict"]["agent.model._backbone.image_encoder.stem.proj.weight"]');
    const moment = await engine.describeNode({ file: CHECKPOINT, node: detail.moments[1]?.node ?? 0 });
    expect([moment.owner?.name, moment.certain]).toEqual([detail.name, true]);
    expect(moment.python).toBe('ck["optimizer_states"][0]["state"][2]["exp_avg"]');
    for (const { optimizer } of [detail, moment]) {
      expect(optimizer).toMatchObject({ key: '2', title: { name: 'AdamW', basis: 'inferred' } });
    }
  });

  it('refuses a number that is no row', async () => {
    await engine.open({ file: CHECKPOINT });
    expect(await codeOf(engine.describeNode({ file: CHECKPOINT, node: 1e9 }))).toBe('usage');
  });
});

describe('formatValue', () => {
  it('writes a dictionary as YAML, and a module as the keys that it groups', async () => {
    await engine.open({ file: CHECKPOINT });
    const ask = async (text: string): Promise<string> => {
      const node = await findNode(text);
      return (await engine.formatValue({ file: CHECKPOINT, node, syntax: 'yaml', limit: 1000 })).text;
    };
    expect(await ask('MixedPrecision')).toContain('growth_factor: 2.0\n');
    expect(await ask('stem proj')).toBe('weight: float32[8, 3, 8, 8]\nbias: float32[8]\n');
  });
});

describe('exportTree', () => {
  it('writes rows in pieces, each tensor as the inspect document has it', async () => {
    await engine.open({ file: CHECKPOINT });
    const pieces: string[] = [];
    const onUpdate = (piece: string): void => void pieces.push(piece);
    const { rows } = await engine.exportTree({ file: CHECKPOINT, syntax: 'json' }, { onUpdate });
    const exported: unknown = JSON.parse(pieces.join(''));
    expect(exported).toHaveLength(rows);
    expect(exported).toContainEqual(
      expect.objectContaining({ dtype: 'float32', shape: [8, 3, 8, 8], storageKey: '0', stride: [192, 64, 8, 1] }),
    );
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
  });

  it('stops when it is cancelled', async () => {
    await engine.open({ file: CHECKPOINT });
    const controller = new AbortController();
    const onUpdate = (): void => controller.abort();
    const asked = engine.exportTree({ file: CHECKPOINT, syntax: 'csv' }, { signal: controller.signal, onUpdate });
    expect(await codeOf(asked)).toBe('cancelled');
  });
});

describe('listFolder', () => {
  it('passes entries on in batches of at most 256', async () => {
    const sizes: number[] = [];
    const result = await engine.listFolder({ folder: 'run' }, { onUpdate: (entries) => sizes.push(entries.length) });
    expect([result.entries, sizes]).toEqual([601, [256, 256, 88, 1]]);
  });
});

describe('peek', () => {
  it('answers with counters, and with the code of a file that cannot be read', async () => {
    const results: PeekResult[] = [];
    const onUpdate = (result: PeekResult): void => void results.push(result);
    await engine.peek({ files: [CHECKPOINT, 'README.md'] }, { onUpdate });
    expect(results).toMatchObject([
      { file: CHECKPOINT, format: 'torch-zip', counters: { epoch: 39, globalStep: 9680, lightning: '2.6.6' } },
      { file: 'README.md', error: { code: 'format/not-a-checkpoint' } },
    ]);
    expect(resources.closed).toBe(2);
  });

  it('waits while a file is being opened', async () => {
    const order: string[] = [];
    const opening = engine.open({ file: CHECKPOINT }).then(() => order.push('opened'));
    await engine.peek({ files: ['README.md'] }, { onUpdate: () => void order.push('peeked') });
    await opening;
    expect(order).toEqual(['opened', 'peeked']);
  });

  it('does not wait for an opening that was given up', async () => {
    resources.gate = new Promise(() => {});
    const opening = codeOf(engine.open({ file: 'on a dead mount' }));
    resources.gate = Promise.resolve();
    const peeked = engine.peek({ files: [CHECKPOINT] });
    void engine.close({ file: 'on a dead mount' });
    expect(await opening).toBe('engine/closed');
    expect(await peeked).toEqual({ files: 1 });
  });
});

describe('checkSource', () => {
  it('says that an untouched file is the same', async () => {
    await engine.open({ file: CHECKPOINT });
    expect(await engine.checkSource({ file: CHECKPOINT })).toEqual({ state: 'same' });
  });
});
