import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findElementFormat, type ElementFormat } from '../kernels/elementKind.ts';
import { listChunks } from './packTask.ts';
import { planStrandChunks, planStrandTasks } from './planStrands.ts';
import type { Strand, StrandTask } from './strand.ts';

function formatOf(dtype: string): ElementFormat {
  const format = findElementFormat(dtype);
  if (format === undefined) throw new Error(`a format for ${dtype}`);
  return format;
}

const F32 = formatOf('float32');
const F16 = formatOf('float16');

function strand(tensor: number, count: number, ...starts: number[]): Strand {
  return { tensor, count, sides: starts.map((start) => ({ start, format: F32 })) };
}

describe('planStrandChunks', () => {
  it('reads neighbours together where they are neighbours in every file', () => {
    const chunks = planStrandChunks([strand(0, 10, 0, 1000), strand(1, 10, 40, 1040)], 1000);
    expect(chunks).toEqual([
      {
        spans: [
          { start: 0, end: 80 },
          { start: 1000, end: 1080 },
        ],
        segments: [
          { tensor: 0, base: 0, count: 10, starts: [0, 1000] },
          { tensor: 1, base: 0, count: 10, starts: [40, 1040] },
        ],
      },
    ]);
  });

  it('reads apart what another file has in another order', () => {
    const chunks = planStrandChunks([strand(0, 10, 0, 2000), strand(1, 10, 40, 1000)], 1000);
    expect(chunks.map(({ spans }) => spans[1])).toEqual([
      { start: 2000, end: 2040 },
      { start: 1000, end: 1040 },
    ]);
  });

  it('cuts elements of different widths at the same element', () => {
    const mixed: Strand = {
      tensor: 0,
      count: 100,
      sides: [
        { start: 0, format: F32 },
        { start: 7, format: F16 },
      ],
    };
    const chunks = planStrandChunks([mixed], 128);
    expect(chunks.map(({ segments }) => segments[0])).toEqual([
      { tensor: 0, base: 0, count: 32, starts: [0, 7] },
      { tensor: 0, base: 32, count: 32, starts: [128, 71] },
      { tensor: 0, base: 64, count: 32, starts: [256, 135] },
      { tensor: 0, base: 96, count: 4, starts: [384, 199] },
    ]);
  });

  it('covers every element once, within the limit, whatever the layouts', () => {
    const strands = fc.array(fc.tuple(fc.nat(200), fc.nat(5000), fc.nat(5000), fc.nat(60)), { maxLength: 12 });
    fc.assert(
      fc.property(strands, (given) => {
        const planned = given.map(([count, a, b, lead], tensor): Strand => ({
          tensor,
          count,
          sides: [
            { start: a * 4 + lead, lead, format: F32 },
            { start: b, format: F16 },
          ],
        }));
        const chunks = planStrandChunks(planned, 512);
        const seen = planned.map(() => 0);
        for (const { spans, segments } of chunks) {
          for (const { start, end } of spans) expect(end - start).toBeLessThanOrEqual(512);
          for (const { tensor, base, count, starts } of segments) {
            expect(base).toBe(seen[tensor]);
            seen[tensor] = base + count;
            for (const [side, width] of [4, 2].entries()) {
              const from =
                (starts[side] ?? 0) - (base === 0 && side === 0 ? (planned[tensor]?.sides[0]?.lead ?? 0) : 0);
              expect(from).toBeGreaterThanOrEqual(spans[side]?.start ?? 0);
              expect((starts[side] ?? 0) + count * width).toBeLessThanOrEqual(spans[side]?.end ?? 0);
            }
          }
        }
        expect(seen).toEqual(planned.map(({ count }) => count));
      }),
    );
  });
});

/** Numbers of the tensors that a task tells of. */
function tensorsOf({ files, strands }: StrandTask): number[] {
  const width = 1 + files.length * 2;
  return Array.from({ length: strands.length / width }, (_, place) => strands[place * width] ?? -1);
}

describe('planStrandTasks', () => {
  it('gives every task the strands of its chunks', () => {
    const strands = [strand(0, 5_000_000, 0, 0), strand(1, 10, 20_000_000, 20_000_000)];
    const tasks = planStrandTasks([0, 1], strands, 1 << 20);
    expect(tasks.map(tensorsOf)).toEqual([[0], [0, 1]]);
    expect(tasks.map((task) => listChunks(task).at(-1)?.spans[1])).toEqual([
      { start: 15 << 20, end: 16 << 20 },
      { start: 19 << 20, end: 20_000_040 },
    ]);
  });

  it('gives no task more tensors than can be told of in one turn, however small they are', () => {
    const strands = Array.from({ length: 3000 }, (_, tensor) => strand(tensor, 10, tensor * 40, tensor * 40));
    const tasks = planStrandTasks([0, 1], strands, 1 << 20);
    expect(Math.max(...tasks.map((task) => tensorsOf(task).length))).toBeLessThan(1100);
    expect(tasks.flatMap(tensorsOf)).toEqual([...strands.keys()]);
  });
});
