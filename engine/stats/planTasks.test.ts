import { describe, expect, it } from 'vitest';
import { planTasks } from './planTasks.ts';
import type { TensorReading } from './reduceTask.ts';

const MIB: number = 1 << 20;
const format = { kind: 'float32', width: 4, scheme: 'float32', integer: false } as const;

/** Tasks for tensors of some sizes, one after another; of each task the tensors in it. */
function plan(sizes: readonly number[], lanes: number): readonly (readonly number[])[] {
  let start = 0;
  const runs = sizes.map((bytes, tensor) => {
    const run = { tensor, start, bytes, width: 4 };
    start += bytes;
    return run;
  });
  const readings = new Map<number, TensorReading>(
    sizes.map((bytes, tensor) => [tensor, { tensor, format, swapped: false, bytes }]),
  );
  return planTasks(runs, { readings, bins: 32, lanes }).map((task) => task.readings.map(({ tensor }) => tensor));
}

describe('tasks', () => {
  it('hold several small tensors, each in one task', () => {
    const tensors = plan(
      Array.from({ length: 3000 }, () => 40_000),
      3,
    );
    expect(tensors.length).toBeGreaterThanOrEqual(6);
    expect(tensors.length).toBeLessThan(20);
  });

  it('keep a tensor of moderate size whole and cut a large one', () => {
    const ten = Array.from({ length: 10 }, () => 40 * MIB);
    expect(plan(ten, 3)).toEqual(ten.map((_, tensor) => [tensor]));
    expect(plan([200 * MIB, MIB], 3).length).toBeGreaterThan(3);
  });

  it('share a small file among threads, but not among the turns of one', () => {
    expect(plan([12 * MIB], 3).length).toBe(3);
    expect(plan([12 * MIB], 1).length).toBe(1);
    expect(plan([MIB / 2, MIB / 4], 3).length).toBe(1);
  });
});
