import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparePairs, type PairDifference } from '../../engine/compare/comparePairs.ts';
import { packTask } from '../../engine/compare/packTask.ts';
import type { Span, StrandTask } from '../../engine/compare/strand.ts';
import { createLocalStrandPool, type StrandPool } from '../../engine/compare/strandPool.ts';
import type { ByteSource } from '../../engine/bytes/byteSource.ts';
import { SourceFailure } from '../../engine/compare/sourceFailure.ts';
import { openFile } from '../../engine/formats/openFile.ts';
import { createDifferenceKernel } from '../../engine/kernels/differenceKernel.ts';
import { openFileSource, type FileSource } from '../../engine/node/fileSource.ts';
import { ThreadPool } from '../../engine/node/threadPool.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { bundleThread } from './bundleThread.ts';

const fileOf = (name: string) => fileURLToPath(new URL(`../../samples/run/${name}`, import.meta.url));

let script: URL;
let threads: ThreadPool;
let files: readonly FileSource[];
beforeAll(async () => {
  script = await bundleThread(new URL('../../engine/node/statisticsThread.ts', import.meta.url));
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

/** A file that says of reads beyond its end what a thread says, which asks the system and not the source. */
function endless(source: FileSource): ByteSource {
  return {
    name: source.name,
    size: source.size,
    read: async (offset, length, signal) => {
      if (offset < source.size) return source.read(offset, length, signal);
      throw new InspectError({ code: 'source/changed', message: 'The file became shorter.' });
    },
  };
}

/** A task that reads and has nothing to compare. */
function readingTask(row: readonly number[], spans: readonly Span[]): StrandTask {
  return packTask(row, [{ spans, segments: [] }], () => undefined);
}

describe('threads that compare files', () => {
  it('find what this thread finds, started before they are asked or not', async () => {
    const here = await compareOver(createLocalStrandPool(files, createDifferenceKernel()));
    expect(here.length).toBe(2970);
    expect(await compareOver(threads.across(files))).toEqual(here);
    const early = new ThreadPool({ size: 2, script });
    early.start('follow');
    expect(await compareOver(early.across(files))).toEqual(here);
    await early.close();
  });

  it('pass on what storage says, and work on', async () => {
    const closed = await openFileSource(fileOf('epoch=37-step=9196.ckpt'));
    const pool = threads.across([closed]);
    const read = (end: number) => pool.run([readingTask([0], [{ start: 0, end }])], () => undefined);
    await closed.read(0, 1);
    const { size } = closed;
    await expect(pool.run([readingTask([0], [{ start: size, end: size + 8 }])], () => undefined)).rejects.toMatchObject(
      { code: 'source/changed' },
    );
    await expect(read(8)).resolves.toBeUndefined();
    await closed.close();
  });

  it('say which of several files is to blame', async () => {
    const size = files[1]?.size ?? 0;
    const spans = [
      { start: 0, end: 8 },
      { start: size, end: size + 8 },
    ];
    const task = readingTask([1, 0], spans.toReversed());
    for (const pool of [threads.across(files), createLocalStrandPool(files.map(endless), createDifferenceKernel())]) {
      const failure = await pool.run([task], () => undefined).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(SourceFailure);
      expect(failure).toMatchObject({ file: 1, code: 'source/changed' });
    }
  });

  it('stop between tasks when they are cancelled', async () => {
    const cancel = new AbortController();
    let followed = 0;
    const task = readingTask([0], [{ start: 0, end: 8 }]);
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
