import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FigureBatch } from '../../shared/statistics.ts';
import { CountingSource } from '../bytes/countingSource.ts';
import { MemorySource } from '../bytes/memorySource.ts';
import { openFile } from '../formats/openFile.ts';
import { createKernel } from '../kernels/kernel.ts';
import { listTensors } from '../report/listTensors.ts';
import { computeStatistics } from './computeStatistics.ts';
import { figureOf, FigureTable } from './figureTable.ts';
import { createLocalPools } from './localPool.ts';
import { reduceTask, type ReduceTask } from './reduceTask.ts';
import type { ReductionPool } from './reductionPool.ts';

const kernel = createKernel();

/** A safetensors file of float32 tensors, one after another. */
function writeTensors(tensors: readonly (readonly number[])[]): Uint8Array {
  let at = 0;
  const header: Record<string, object> = {};
  for (const [index, values] of tensors.entries()) {
    const end = at + values.length * 4;
    header[`t${index}`] = { dtype: 'F32', shape: [values.length], data_offsets: [at, end] };
    at = end;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + at);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(new Uint8Array(Float32Array.from(tensors.flat()).buffer), 8 + text.length);
  return bytes;
}

async function compute(source: CountingSource | MemorySource, pool: ReductionPool): Promise<FigureTable> {
  const opened = await openFile(source);
  const figures = new FigureTable();
  const tensors = listTensors(opened.root).places.map(({ value }, tensor) => ({ tensor, value }));
  const onFigures = (batch: FigureBatch) => {
    for (const tensor of batch.tensors) expect(figures.has(tensor)).toBe(false);
    figures.add(batch);
  };
  await computeStatistics({ opened, tensors, bins: 32, pool, kernel, onFigures });
  expect(figures.size).toBe(tensors.length);
  return figures;
}

/** Cuts every segment of every task in two, and runs the pieces in the order of their hashes, each as a task of its own. */
function splittingPool(source: MemorySource, salt: number): ReductionPool {
  const hash = (number: number) => ((number + salt) * 2_654_435_761) % 4096;
  return {
    async run(tasks, onReduced) {
      const pieces: ReduceTask[] = tasks.flatMap(({ chunks, readings, bins }) =>
        chunks.flatMap(({ segments }) =>
          segments.flatMap(({ tensor, start, bytes }) => {
            const cut = (hash(start) % (bytes / 4 + 1)) * 4;
            const parts = [
              { tensor, start, bytes: cut },
              { tensor, start: start + cut, bytes: bytes - cut },
            ].filter((part) => part.bytes > 0);
            return parts.map((part) => ({
              chunks: [{ start: part.start, end: part.start + part.bytes, segments: [part] }],
              readings: readings.filter((reading) => reading.tensor === tensor),
              bins,
            }));
          }),
        ),
      );
      pieces.sort((a, b) => hash(a.chunks[0]?.start ?? 0) - hash(b.chunks[0]?.start ?? 0));
      for (const piece of pieces) {
        const read = async (offset: number, target: Uint8Array): Promise<void> => {
          target.set(await source.read(offset, target.length));
        };
        await onReduced(await reduceTask(piece, kernel, read));
      }
    },
  };
}

const anyTensors = fc.array(
  fc.array(
    fc.oneof(fc.float({ min: -10, max: 10, noNaN: true }), fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity)),
    { maxLength: 60 },
  ),
  { minLength: 1, maxLength: 8 },
);

describe('computeStatistics', () => {
  it('gives the same counts, extremes and histograms however the work is split, and the same moments but for rounding', async () => {
    await fc.assert(
      fc.asyncProperty(anyTensors, fc.nat(1000), async (tensors, salt) => {
        const source = new MemorySource(writeTensors(tensors));
        const whole = await compute(source, createLocalPools(createKernel).over(source));
        const split = await compute(source, splittingPool(source, salt));
        for (let tensor = 0; tensor < tensors.length; tensor++) {
          const [one, other] = [whole.row(tensor), split.row(tensor)];
          if (one === undefined || other === undefined) throw new Error('a row');
          for (const name of [
            'count',
            'finite',
            'nan',
            'posinf',
            'neginf',
            'zeros',
            'min',
            'max',
            'p05',
            'p50',
          ] as const)
            expect(figureOf(other, name)).toBe(figureOf(one, name));
          expect([...other.counts]).toEqual([...one.counts]);
          expect([...other.edges]).toEqual([...one.edges]);
          for (const name of ['mean', 'std', 'l2'] as const) {
            if (Number.isNaN(figureOf(one, name))) expect(figureOf(other, name)).toBeNaN();
            else expect(figureOf(other, name)).toBeCloseTo(figureOf(one, name), 11);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('reads every byte of plain tensors once, in order and in large pieces', async () => {
    const tensors = Array.from({ length: 300 }, (_, i) => Array.from({ length: (i % 40) * 500 }, (__, k) => i - k));
    const source = new CountingSource(new MemorySource(writeTensors(tensors)));
    const before = await openFile(source).then(() => source.reads);
    const counted = new CountingSource(source);
    await compute(source, createLocalPools(createKernel).over(counted));
    const payload = tensors.reduce((sum, values) => sum + values.length * 4, 0);
    expect(counted.bytesRead).toBe(payload);
    expect(counted.reads).toBe(Math.ceil(payload / (4 << 20)));
    expect(counted.ranges.every(({ offset }, i) => offset >= (counted.ranges[i - 1]?.offset ?? 0))).toBe(true);
    expect(before).toBeGreaterThan(0);
  });

  it('reads tensors of the same elements once', async () => {
    const bytes = writeTensors([[1, 2, 3]]);
    const source = new CountingSource(new MemorySource(bytes));
    const opened = await openFile(source);
    const value = listTensors(opened.root).places[0]?.value;
    if (value?.kind !== 'tensor') throw new Error('a tensor');
    const figures = new FigureTable();
    const pool = createLocalPools(createKernel).over(source);
    const tensors = [7, 3, 9].map((tensor) => ({ tensor, value: { ...value } }));
    const before = source.bytesRead;
    await computeStatistics({ opened, tensors, bins: 32, pool, kernel, onFigures: (batch) => figures.add(batch) });
    expect(source.bytesRead - before).toBe(12);
    expect([7, 3, 9].map((tensor) => figures.figure(tensor, 'max'))).toEqual([3, 3, 3]);
  });

  it('has as many reads on their way as buffers, so that a slow source is hidden behind the work', async () => {
    const waiting: (() => void)[] = [];
    let most = 0;
    let inFlight = 0;
    const chunk = (start: number) => ({ start, end: start + 4, segments: [{ tensor: 0, start, bytes: 4 }] });
    const task: ReduceTask = {
      chunks: Array.from({ length: 9 }, (_, i) => chunk(i * 4)),
      readings: [
        {
          tensor: 0,
          bytes: 36,
          swapped: false,
          format: { kind: 'float32', width: 4, scheme: 'float32', integer: false },
        },
      ],
      bins: 32,
    };
    const reduced = reduceTask(task, kernel, async (_offset, target) => {
      most = Math.max(most, ++inFlight);
      await new Promise<void>((resolve) => waiting.push(resolve));
      target.fill(0);
      inFlight--;
    });
    // A storage that answers one read at a time, whenever the reader has asked for all that it will.
    for (let answered = 0; answered < task.chunks.length; answered++) {
      await new Promise((resolve) => void setImmediate(resolve));
      expect(inFlight).toBe(Math.min(3, task.chunks.length - answered));
      waiting.shift()?.();
    }
    expect((await reduced).finished.figures[0]).toBe(9);
    expect(most).toBe(3);
  });

  it('stops at the next task once it is cancelled', async () => {
    const source = new MemorySource(writeTensors([[1], [2]]));
    const controller = new AbortController();
    const opened = await openFile(source);
    const tensors = listTensors(opened.root).places.map(({ value }, tensor) => ({ tensor, value }));
    controller.abort(new Error('enough'));
    const pool = createLocalPools(createKernel).over(source);
    const work = computeStatistics({
      opened,
      tensors,
      bins: 1,
      pool,
      kernel,
      onFigures: () => {},
      signal: controller.signal,
    });
    await expect(work).rejects.toThrow('enough');
  });
});
