import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineApi, StatisticsUpdate } from '../../shared/engineApi.ts';
import { FIGURES, type FigureBatch } from '../../shared/statistics.ts';
import type { TreeIndex, TreeView } from '../../shared/treeIndex.ts';
import { CountingSource } from '../bytes/countingSource.ts';
import { openFileSource } from '../node/fileSource.ts';
import { createKernel } from '../kernels/kernel.ts';
import { createLocalPools } from '../stats/localPool.ts';
import { KIND_CODE } from '../tree/kindCodes.ts';
import { createSession } from './createSession.ts';
import type { OpenSource } from './resources.ts';

const RUN = new URL('../../samples/run/', import.meta.url);
const FILE = 'epoch=39-step=9680.ckpt';

let engine: EngineApi;
let index: TreeIndex;
/** What the pool read. */
let counting: CountingSource | undefined;
/** Held back tasks go on when this resolves. */
let gate: Promise<void>;

beforeEach(async () => {
  gate = Promise.resolve();
  const local = createLocalPools(createKernel);
  engine = createSession({
    resources: {
      open: async (file): Promise<OpenSource> => openFileSource(fileURLToPath(new URL(encodeURIComponent(file), RUN))),
      async *list() {},
    },
    clock: () => performance.now(),
    yieldNow: () => new Promise((resolve) => void setImmediate(resolve)),
    poolOver: (source) => {
      counting = new CountingSource(source);
      const pool = local.over(counting);
      return {
        async run(tasks, onReduced, signal) {
          await gate;
          await pool.run(tasks, onReduced, signal);
        },
      };
    },
  });
  await engine.open({ file: FILE });
  index = await engine.treeIndex({ file: FILE });
});

afterEach(async () => {
  await engine.close({ file: FILE });
});

async function compute(
  nodes?: Uint32Array,
): Promise<{ batches: FigureBatch[]; updates: StatisticsUpdate[]; tensors: number }> {
  const updates: StatisticsUpdate[] = [];
  const { tensors } = await engine.computeStatistics(
    { file: FILE, ...(nodes && { nodes }) },
    { onUpdate: (update) => updates.push(update) },
  );
  const batches = updates.flatMap((update) => (update.kind === 'figures' ? [update.batch] : []));
  return { batches, updates, tensors };
}

const tensorsOf = (batches: readonly FigureBatch[]) =>
  batches.flatMap(({ tensors }) => [...tensors]).sort((a, b) => a - b);

function findTensors(from: number, to: number): number[] {
  const rows: number[] = [];
  for (let row = from; row < to; row++) if (index.kind[row] === KIND_CODE.tensor) rows.push(row);
  return rows;
}

describe('computeStatistics', () => {
  it('answers for every distinct tensor of a file, once, in a few updates', async () => {
    const { batches, updates, tensors } = await compute();
    expect(tensors).toBe(2970);
    expect(tensorsOf(batches)).toEqual(findTensors(0, index.nodes));
    expect(batches.length).toBeLessThan(100);
    expect(updates.some(({ kind }) => kind === 'progress')).toBe(true);
  });

  it('reads nothing for what it knows already', async () => {
    await compute();
    const before = counting?.bytesRead;
    const { batches } = await compute();
    expect(tensorsOf(batches)).toHaveLength(2970);
    expect(counting?.bytesRead).toBe(before);
  });

  it('computes only what lies below the nodes that are asked about', async () => {
    const module = findModule();
    const { batches, tensors } = await compute(Uint32Array.of(module, module, module + 1));
    const below = findTensors(module, index.end[module] ?? 0);
    expect(tensors).toBe(below.length);
    expect(tensorsOf(batches)).toEqual(below);
  });

  it('computes nothing twice where two questions overlap, and answers both', async () => {
    let open = (): void => {};
    gate = new Promise((resolve) => (open = resolve));
    const both = Promise.all([compute(), compute()]);
    open();
    const [one, other] = await both;
    expect(tensorsOf(one.batches)).toEqual(tensorsOf(other.batches));
    const bytesRead = counting?.bytesRead;
    await engine.close({ file: FILE });
    await engine.open({ file: FILE });
    await compute();
    expect(counting?.bytesRead).toBe(bytesRead);
  });

  it('answers the second of two questions though the first is cancelled', async () => {
    let open = (): void => {};
    gate = new Promise((resolve) => (open = resolve));
    const controller = new AbortController();
    const first = engine.computeStatistics({ file: FILE }, { signal: controller.signal });
    const second = compute();
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    open();
    expect((await second).tensors).toBe(2970);
  });

  it('waits for a slow receiver', async () => {
    let taken = 0;
    let sent = 0;
    await engine.computeStatistics(
      { file: FILE },
      {
        onUpdate: ({ kind }) => void (kind === 'figures' && sent++),
        drained: async () => {
          await new Promise((resolve) => void setImmediate(resolve));
          taken++;
          expect(sent - taken).toBe(0);
        },
      },
    );
    expect(taken).toBe(sent);
  });

  it('says of a tensor without finite elements how many it has', async () => {
    const { batches } = await compute();
    const finite = batches.flatMap(({ figures }) =>
      Array.from({ length: figures.length / FIGURES.length }, (_, row) => figures[row * FIGURES.length + 1]),
    );
    expect(finite.filter((count) => count === 0)).toHaveLength(1);
  });
});

describe('groupStatistics', () => {
  it('sums the tensors of a module that are known, integers left out', async () => {
    const module = findModule();
    expect((await engine.groupStatistics({ file: FILE, nodes: Uint32Array.of(module) })).tensors).toHaveLength(0);
    const { batches } = await compute(Uint32Array.of(module));
    const group = await engine.groupStatistics({ file: FILE, nodes: Uint32Array.of(module, 99_999_999) });
    expect([...group.tensors]).toEqual([module]);
    const isFloat = (row: number) => index.dtypes[index.dtype[row] ?? 0] === 'float32';
    const sum = batches
      .flatMap(({ tensors, figures }) =>
        [...tensors].map((tensor, row) => ({ tensor, count: figures[row * FIGURES.length] ?? 0 })),
      )
      .filter(({ tensor }) => isFloat(tensor))
      .reduce((total, { count }) => total + count, 0);
    expect(group.figures[0]).toBe(sum);
    expect(group.counts).toHaveLength(32);
  });
});

describe('arrangeTree', () => {
  it('sorts and filters by statistics once they are there', async () => {
    const view: TreeView = {
      expansion: { base: 'all', toggled: new Uint32Array() },
      sort: { key: 'l2', descending: true },
      filter: {
        text: '',
        syntax: 'text',
        in: 'names',
        dtypes: [],
        shape: '',
        minBytes: 0,
        figures: ['has-nan'],
      },
    };
    expect((await engine.arrangeTree({ file: FILE, view })).hits).toBe(0);
    await compute();
    expect((await engine.arrangeTree({ file: FILE, view })).hits).toBe(1);
  });
});

/** The first module that holds several tensors. */
function findModule(): number {
  for (let row = 1; row < index.nodes; row++) {
    if (index.kind[row] === KIND_CODE.module && (index.tensors[row] ?? 0) > 3) return row;
  }
  throw new Error('a module');
}
