import { copyFile, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeManyTensors } from '../../bench/manyTensors.ts';
import { computeStatistics, createKernel, createLocalPools, FigureTable, openFile } from '../../engine/index.ts';
import { openFileSource, type FileSource } from '../../engine/node/fileSource.ts';
import { ThreadPool } from '../../engine/node/threadPool.ts';
import { listTensors } from '../../engine/report/listTensors.ts';
import type { ReductionPool } from '../../engine/stats/reductionPool.ts';
import { bundleThread } from './bundleThread.ts';

const SAMPLE = fileURLToPath(new URL('../../samples/run/epoch=39-step=9680.ckpt', import.meta.url));

let folder: string;
let script: URL;
let threads: ThreadPool;
let source: FileSource | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'epochscope-threads-'));
  script = await bundleThread(new URL('../../engine/node/statisticsThread.ts', import.meta.url));
  threads = new ThreadPool({ size: 2, script });
});

afterEach(async () => {
  await source?.close();
  source = undefined;
});

afterAll(async () => {
  await threads.close();
  await rm(folder, { recursive: true });
});

async function open(path: string): Promise<FileSource> {
  source = await openFileSource(path);
  return source;
}

async function compute(file: FileSource, pool: ReductionPool, signal?: AbortSignal): Promise<FigureTable> {
  const opened = await openFile(file);
  const figures = new FigureTable();
  await computeStatistics({
    opened,
    tensors: listTensors(opened.root).places.map(({ value }, tensor) => ({ tensor, value })),
    bins: 32,
    pool,
    kernel: createKernel(),
    onFigures: (batch) => figures.add(batch),
    ...(signal && { signal }),
  });
  return figures;
}

/** A pool that hands every read of a task to the threads as a task of its own, so that there are several. */
function inSmallTasks(pool: ReductionPool): ReductionPool {
  return {
    run: (tasks, onReduced, signal) =>
      pool.run(
        tasks.flatMap((task) =>
          task.chunks.flatMap(({ segments }) =>
            segments.map((segment) => {
              const { lead = 0, start, bytes } = segment;
              return { ...task, chunks: [{ start: start - lead, end: start + bytes, segments: [segment] }] };
            }),
          ),
        ),
        onReduced,
        signal,
      ),
  };
}

describe('statistics on threads', () => {
  it('are those that one thread computes', async () => {
    const file = await open(SAMPLE);
    const local = await compute(file, createLocalPools(createKernel).over(file));
    for (const pool of [threads.over(file), inSmallTasks(threads.over(file))]) {
      const figures = await compute(file, pool);
      expect(figures.size).toBe(local.size);
      const tensors = Array.from({ length: local.size }, (_, tensor) => tensor);
      expect(figures.select(tensors)).toEqual(local.select(tensors));
    }
  });

  it('tell of a file that became shorter while it was read, and go on with another', async () => {
    const path = join(folder, 'short.ckpt');
    await copyFile(SAMPLE, path);
    const file = await open(path);
    const opened = await openFile(file);
    await truncate(path, 100_000);
    const tensors = listTensors(opened.root).places.map(({ value }, tensor) => ({ tensor, value }));
    const pool = inSmallTasks(threads.over(file));
    const kernel = createKernel();
    const work = computeStatistics({ opened, tensors, bins: 32, pool, kernel, onFigures: () => {} });
    await expect(work).rejects.toMatchObject({ code: 'source/changed' });
    await file.close();
    const other = await open(SAMPLE);
    expect((await compute(other, threads.over(other))).size).toBeGreaterThan(2900);
  });

  it('stop after the tasks under way when they are cancelled', async () => {
    const path = join(folder, 'many.ckpt');
    await writeManyTensors(path, 500);
    const file = await open(path);
    const controller = new AbortController();
    let reduced = 0;
    const counting: ReductionPool = {
      run: (tasks, onReduced, signal) =>
        inSmallTasks(threads.over(file)).run(
          tasks,
          async (task) => {
            reduced++;
            controller.abort(new Error('enough'));
            await onReduced(task);
          },
          signal,
        ),
    };
    await expect(compute(file, counting, controller.signal)).rejects.toThrow('enough');
    expect(reduced).toBeLessThanOrEqual(2);
    expect((await compute(file, threads.over(file))).size).toBe(500);
  });

  it('are the same on threads that were started before they were asked', async () => {
    const early = new ThreadPool({ size: 2, script });
    early.start();
    const file = await open(SAMPLE);
    const [figures, others] = [await compute(file, early.over(file)), await compute(file, threads.over(file))];
    const tensors = Array.from({ length: others.size }, (_, tensor) => tensor);
    expect(figures.select(tensors)).toEqual(others.select(tensors));
    await early.close();
  });

  it('fail when their script does', async () => {
    const broken = new ThreadPool({ size: 2, script: new URL('data:text/javascript,throw new Error("broken")') });
    const file = await open(SAMPLE);
    broken.start();
    await expect(compute(file, broken.over(file))).rejects.toThrow('broken');
    await broken.close();
  });
});
