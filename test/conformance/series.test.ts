import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalStrandPool, type StrandPool } from '../../engine/compare/strandPool.ts';
import { createDifferenceKernel } from '../../engine/kernels/differenceKernel.ts';
import { openFileSource } from '../../engine/node/fileSource.ts';
import { createFileResources } from '../../engine/node/fileResources.ts';
import { createSummaryFolder } from '../../engine/node/summaryFolder.ts';
import { yieldNow } from '../../engine/node/yieldNow.ts';
import { createSeriesDocument, type SeriesDocument } from '../../engine/report/seriesDocument.ts';
import { readSeries } from '../../engine/series/readSeries.ts';
import type { SummaryCache } from '../../engine/series/checkpointSummary.ts';
import { createSession } from '../../engine/session/createSession.ts';
import { readString } from '../../engine/tree/stringTable.ts';
import type { TreeIndex } from '../../shared/treeIndex.ts';

const RUN = fileURLToPath(new URL('../../samples/run/', import.meta.url));
const GOLDEN: {
  readonly files: readonly string[];
  /** Name in the state dict, norms of all epochs, relative changes between them. */
  readonly series: readonly (readonly [string, readonly number[], readonly (number | string)[]])[];
} = JSON.parse(readFileSync(fileURLToPath(new URL('../fixtures/compare/run.golden.json', import.meta.url)), 'utf8'));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'epochscope-series-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

interface Asked {
  readonly names: readonly string[];
  readonly cache?: SummaryCache;
  /** Wraps the pool that reads. */
  readonly wrap?: (pool: StrandPool) => StrandPool;
  readonly isSelected?: (name: string) => boolean;
}

/** The document; its cost is that of the tensors alone. */
async function read({ names, cache, wrap = (pool) => pool, isSelected = () => true }: Asked): Promise<SeriesDocument> {
  const kernel = createDifferenceKernel();
  const cost = { bytesRead: 0, reads: 0, ms: 0 };
  const counted = (pool: StrandPool): StrandPool => ({
    run: (tasks, onFollowed, signal) =>
      pool.run(
        tasks,
        async (followed) => {
          cost.bytesRead += followed.bytes;
          await onFollowed(followed);
        },
        signal,
      ),
  });
  const { series, unreadable } = await readSeries({
    inputs: names.map((name) => ({ id: name, name, open: () => openFileSource(join(RUN, name)) })),
    isSelected,
    kernel,
    poolAcross: (sources) => wrap(counted(createLocalStrandPool(sources, kernel))),
    pace: { clock: () => performance.now(), yieldNow },
    ...(cache && { cache }),
  });
  return createSeriesDocument(series, { unreadable, cost });
}

/** The labels that lead to a row, joined by dots. */
function nameOf(index: TreeIndex, node: number): string {
  const above = index.parent[node] ?? 0;
  const label = readString(index.strings, index.label[node] ?? 0);
  return above <= 0 ? label : `${nameOf(index, above)}.${label}`;
}

describe('series', () => {
  it('finds in five real epochs the norms and changes that PyTorch finds, whatever the order of the files', async () => {
    const document = await read({ names: GOLDEN.files.toReversed() });
    expect(document.checkpoints.map(({ epoch }) => epoch)).toEqual([35, 36, 37, 38, 39]);
    const entries = new Map(document.tensors.map((entry) => [JSON.stringify(entry.path), entry]));
    for (const [name, norms, changes] of GOLDEN.series) {
      const entry = entries.get(JSON.stringify(['state_dict', name]));
      expect(entry?.relL2[0]).toBeNull();
      expect(entry?.nan).toEqual(norms.map(() => 0));
      for (const [at, norm] of norms.entries()) expect(Number(entry?.l2[at])).toBeCloseTo(norm, 9);
      for (const [at, change] of changes.entries()) {
        const found = Number(entry?.relL2[at + 1]);
        expect(Math.abs(found - Number(change))).toBeLessThanOrEqual(1e-9 * Math.abs(Number(change)));
      }
    }
  });

  it('shows in the trees of a session the norms and changes that PyTorch finds', async () => {
    const resources = createFileResources();
    resources.grant({ file: 'run', resource: { path: RUN } });
    const session = createSession({ resources, clock: () => performance.now(), yieldNow });
    const files = GOLDEN.files.map((name) => `run/${name}`);
    const { series } = await session.readSeries({ files, remember: false });
    const { index, checkpoints, l2, relL2 } = await session.seriesTree({ series, section: 'tensors' });
    const nodes = new Map(Array.from({ length: index.nodes }, (_, node) => [nameOf(index, node), node]));
    for (const [name, norms, changes] of GOLDEN.series) {
      const at = (nodes.get(name) ?? Number.NaN) * checkpoints;
      for (const [file, norm] of norms.entries()) expect(l2[at + file]).toBeCloseTo(norm, 9);
      for (const [step, change] of changes.entries()) {
        const found = relL2[at + step + 1] ?? Number.NaN;
        expect(Math.abs(found - Number(change))).toBeLessThanOrEqual(1e-9 * Math.abs(Number(change)));
      }
    }
  });

  it('reads each byte once, whatever the number of files', async () => {
    const one = await read({ names: GOLDEN.files.slice(0, 1) });
    const five = await read({ names: GOLDEN.files });
    expect(five.cost.bytesRead).toBe(one.cost.bytesRead * 5);
  });

  it('takes from the cache what was read before, and reads only what is new', async () => {
    const cache = createSummaryFolder(join(folder, 'summaries'));
    const four = await read({ names: GOLDEN.files.slice(0, 4), cache });
    const again = await read({ names: GOLDEN.files.slice(0, 4), cache });
    expect(again.cost.bytesRead).toBe(0);
    expect(again.tensors).toEqual(four.tensors);
    const five = await read({ names: GOLDEN.files, cache });
    expect(five.cost.bytesRead).toBe(four.cost.bytesRead / 2);
    expect(five.tensors).toEqual((await read({ names: GOLDEN.files })).tensors);
    expect(await readdir(join(folder, 'summaries'))).toHaveLength(5);
  });

  it('keeps what a selection leaves out', async () => {
    const cache = createSummaryFolder(folder);
    const names = GOLDEN.files.slice(0, 2);
    await read({ names, cache, isSelected: (name) => name.startsWith('state_dict') });
    await read({ names, cache, isSelected: (name) => name.startsWith('optimizer') });
    expect((await read({ names, cache, isSelected: (name) => !name.startsWith('callbacks') })).cost.bytesRead).toBe(0);
  });

  it('goes on after a cancel from where it was stopped', async () => {
    const cache = createSummaryFolder(folder);
    const stopAfterFirst = (pool: StrandPool): StrandPool => ({
      run: async (tasks, onFollowed) => {
        const [first] = tasks;
        if (first === undefined) return;
        const half = first.chunks.slice(0, 1 + first.files.length * 2);
        await pool.run([{ ...first, chunks: half }], onFollowed);
        throw new Error('stopped');
      },
    });
    const whole = await read({ names: GOLDEN.files });
    // A file of the sample is one chunk; a limit on what is selected makes the first read a part.
    const isFirst = (name: string) => name.startsWith('state_dict');
    await expect(read({ names: GOLDEN.files, cache, wrap: stopAfterFirst, isSelected: isFirst })).rejects.toThrow(
      'stopped',
    );
    const rest = await read({ names: GOLDEN.files, cache });
    expect(rest.cost.bytesRead).toBeLessThan(whole.cost.bytesRead);
    expect(rest.tensors).toEqual(whole.tensors);
  });

  it('says what froze, that changes shrink and which epochs came before, and nothing else of a sound run', async () => {
    const { findings } = await read({ names: GOLDEN.files });
    expect(findings).toMatchObject([
      { code: 'series/leading-gap' },
      { code: 'series/frozen', severity: 'info', at: { path: ['state_dict', 'agent.model._trajectory_head.vocab'] } },
      { code: 'series/frozen-from' },
      { code: 'series/settling' },
    ]);
  });

  it('says which epoch is missing', async () => {
    const { findings } = await read({ names: GOLDEN.files.filter((name) => !name.startsWith('epoch=37')) });
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'series/missing-epoch', message: 'Epoch 37 is missing.' }),
    );
  });
});
