import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDifferenceKernel } from '../kernels/differenceKernel.ts';
import { findElementFormat } from '../kernels/elementKind.ts';
import { deriveDifference } from './differenceSummary.ts';
import { followStrands, type FollowedTask, type ReadSide } from './followStrands.ts';
import { packTask } from './packTask.ts';
import { readParts } from './partRows.ts';
import { planStrandChunks } from './planStrands.ts';
import type { Strand, StrandTask } from './strand.ts';

const kernel = createDifferenceKernel();
const format = findElementFormat('float32');
if (format === undefined) throw new Error('a format for float32');
const F32 = format;

/** One tensor of `values` in each file, after 4 other bytes for each file before and `lead` more. */
function taskOver(
  files: readonly (readonly number[])[],
  limit: number,
  lead = 0,
): { task: StrandTask; bytes: Uint8Array[] } {
  const strand: Strand = {
    tensor: 7,
    count: files[0]?.length ?? 0,
    sides: files.map((_, file) => ({ start: 4 * file + lead, format: F32, ...(lead > 0 && { lead }) })),
  };
  const numbers = files.map((_, file) => file);
  const task = packTask(numbers, planStrandChunks([strand], limit), () => strand);
  const bytes = files.map((values, file) => {
    const whole = new Uint8Array(4 * file + 4 * values.length);
    whole.set(new Uint8Array(Float32Array.from(values).buffer), 4 * file);
    return whole;
  });
  return { task, bytes };
}

function follow({ task, bytes }: ReturnType<typeof taskOver>): Promise<FollowedTask> {
  return followStrands(task, kernel, async (side, offset, target) => {
    target.set(bytes[side]?.subarray(offset, offset + target.length) ?? []);
  });
}

describe('followStrands', () => {
  it('gives each file against the one before, whatever the number of files and reads', async () => {
    const values = fc.array(fc.array(fc.float({ noNaN: true, min: -9, max: 9 }), { minLength: 20, maxLength: 20 }), {
      minLength: 1,
      maxLength: 9,
    });
    await fc.assert(
      fc.asyncProperty(values, fc.integer({ min: 4, max: 90 }), async (files, limit) => {
        const parts = [...readParts((await follow(taskOver(files, limit))).parts)];
        expect(parts.map(({ step }) => step)).toEqual(files.length === 1 ? [0] : files.slice(1).map((_, step) => step));
        for (const { step, count, summary } of parts) {
          const [left = [], right = left] = [files[step], files[step + 1]];
          const largest = Math.max(...left.map((value, i) => Math.abs((right[i] ?? 0) - value)));
          expect(count).toBe(20);
          expect(deriveDifference(summary).maxAbs).toBe(largest);
          expect(summary.changed).toBe(left.filter((value, i) => !Object.is(value, right[i])).length);
        }
      }),
    );
  });

  it('reads every byte once', async () => {
    const { bytes } = await follow(
      taskOver(
        [
          [1, 2, 3, 4],
          [1, 2, 3, 5],
          [0, 0, 0, 0],
        ],
        8,
      ),
    );
    expect(bytes).toBe(3 * 16);
  });

  it('leaves out a tensor whose local header is not where it was computed', async () => {
    const { task, bytes } = taskOver([[1], [2]], 100, 40);
    const padded = bytes.map(() => new Uint8Array(100));
    expect(await follow({ task, bytes: padded })).toMatchObject({ parts: new Float64Array(), misplaced: [7] });
  });

  it('gives the same with the fewest buffers', async () => {
    const files = [
      [1, 2, 3, 4],
      [1, 2, 3, 5],
      [0, 0, 0, 0],
    ];
    const { task, bytes } = taskOver(files, 8);
    const read: ReadSide = async (side, offset, target) => {
      target.set(bytes[side]?.subarray(offset, offset + target.length) ?? []);
    };
    const few = await followStrands(task, kernel, read, { buffers: 2 });
    expect(few).toEqual(await followStrands(task, kernel, read));
    expect([...readParts(few.parts)].map(({ summary }) => summary.changed)).toEqual([1, 4]);
  });

  it('stops between reads when it is cancelled, and leaves the kernel as new', async () => {
    const cancel = new AbortController();
    const { task, bytes } = taskOver(
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      4,
    );
    const reading = followStrands(
      task,
      kernel,
      async (side, offset, target) => {
        if (offset > 8) cancel.abort(new Error('enough'));
        target.set(bytes[side]?.subarray(offset, offset + target.length) ?? []);
      },
      { signal: cancel.signal },
    );
    await expect(reading).rejects.toThrow('enough');
    expect(kernel.take().pairs).toBe(0);
  });
});
