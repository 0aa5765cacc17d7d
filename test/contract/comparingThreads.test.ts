import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparePairs, type PairDifference } from '../../engine/compare/comparePairs.ts';
import { createLocalStrandPool, type StrandPool } from '../../engine/compare/strandPool.ts';
import { openFile } from '../../engine/formats/openFile.ts';
import { createDifferenceKernel } from '../../engine/kernels/differenceKernel.ts';
import { openFileSource, type FileSource } from '../../engine/node/fileSource.ts';
import { ThreadPool } from '../../engine/node/threadPool.ts';
import { bundleThread } from './bundleThread.ts';

const fileOf = (name: string) => fileURLToPath(new URL(`../../samples/run/${name}`, import.meta.url));

let threads: ThreadPool;
let files: readonly FileSource[];
beforeAll(async () => {
  const script = await bundleThread(new URL('../../engine/node/statisticsThread.ts', import.meta.url));
  threads = new ThreadPool({ size: 2, script });
  files = [
    await openFileSource(fileOf('epoch=38-step=9438.ckpt')),
    await openFileSource(fileOf('epoch=39-step=9680.ckpt')),
  ];
});
afterAll(async () => {
  await threads.close();
  await Promise.all(files.map((file) => file.close()));
});

async function compareOver(pool: StrandPool): Promise<readonly PairDifference[]> {
  const [left, right] = await Promise.all(files.map((file) => openFile(file)));
  if (left === undefined || right === undefined) throw new Error('two files');
  const found: PairDifference[] = [];
  await comparePairs({
    pairs: left.tensors.flatMap((value, pair) => {
      const other = right.tensors[pair];
      return other === undefined ? [] : { pair, left: { opened: left, value }, right: { opened: right, value: other } };
    }),
    pool,
    kernel: createDifferenceKernel(),
    onCompared: (difference) => found.push(difference),
  });
  return found.toSorted((a, b) => a.pair - b.pair);
}

describe('threads that compare files', () => {
  it('find what this thread finds', async () => {
    const here = await compareOver(createLocalStrandPool(files, createDifferenceKernel()));
    expect(here.length).toBe(2970);
    expect(await compareOver(threads.across(files))).toEqual(here);
  });

  it('pass on what storage says, and work on', async () => {
    const closed = await openFileSource(fileOf('epoch=37-step=9196.ckpt'));
    const pool = threads.across([closed]);
    const read = (end: number) =>
      pool.run([{ files: [0], chunks: [{ spans: [{ start: 0, end }], segments: [] }], strands: [] }], () => undefined);
    await closed.read(0, 1);
    const { size } = closed;
    await expect(
      pool.run(
        [{ files: [0], chunks: [{ spans: [{ start: size, end: size + 8 }], segments: [] }], strands: [] }],
        () => undefined,
      ),
    ).rejects.toMatchObject({ code: 'source/changed' });
    await expect(read(8)).resolves.toBeUndefined();
    await closed.close();
  });

  it('stop between tasks when they are cancelled', async () => {
    const cancel = new AbortController();
    let followed = 0;
    const task = { files: [0], chunks: [{ spans: [{ start: 0, end: 8 }], segments: [] }], strands: [] };
    const running = threads.across(files).run(
      Array.from({ length: 50 }, () => task),
      () => {
        followed += 1;
        cancel.abort(new Error('enough'));
      },
      cancel.signal,
    );
    await expect(running).rejects.toThrow('enough');
    expect(followed).toBeLessThan(50);
  });
});
