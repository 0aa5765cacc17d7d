import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../bytes/byteSource.ts';
import { MemorySource } from '../bytes/memorySource.ts';
import { createDifferenceKernel } from '../kernels/differenceKernel.ts';
import { findElementFormat } from '../kernels/elementKind.ts';
import type { FollowedTask } from './followStrands.ts';
import { packTask } from './packTask.ts';
import { readParts } from './partRows.ts';
import { planStrandChunks } from './planStrands.ts';
import type { StrandTask } from './strand.ts';
import { createLocalStrandPools } from './strandPool.ts';

const COUNT = 1000;

function sourceOf(value: number, gate: Promise<void> = Promise.resolve()): ByteSource {
  const source = new MemorySource(new Uint8Array(new Float32Array(COUNT).fill(value).buffer));
  return {
    name: 'a',
    size: source.size,
    async read(offset, length) {
      await gate;
      return source.read(offset, length);
    },
  };
}

function taskOf(): StrandTask {
  const format = findElementFormat('float32');
  if (format === undefined) throw new Error('a format');
  const side = { start: 0, format };
  const strand = { tensor: 7, count: COUNT, sides: [side, side] };
  return packTask([0, 1], planStrandChunks([strand], COUNT * 4), () => strand);
}

function largestOf({ parts }: FollowedTask): number | undefined {
  return [...readParts(parts)][0]?.summary.largest;
}

describe('createLocalStrandPools', () => {
  it('keeps what two comparisons at once read apart, though they share one kernel', async () => {
    const pools = createLocalStrandPools(createDifferenceKernel);
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const found = new Map<string, number | undefined>();
    const keep = (name: string) => (followed: FollowedTask) => void found.set(name, largestOf(followed));
    const slow = pools.across([sourceOf(1), sourceOf(3, gate)]).run([taskOf()], keep('slow'));
    const quick = pools.across([sourceOf(5), sourceOf(10)]).run([taskOf()], keep('quick'));
    open();
    await Promise.all([slow, quick]);
    expect([...found]).toEqual([
      ['slow', 2],
      ['quick', 5],
    ]);
  });

  it('goes on with others after one has failed', async () => {
    const pools = createLocalStrandPools(createDifferenceKernel);
    const failing = pools.across([sourceOf(1), new MemorySource(new Uint8Array(4))]).run([taskOf()], () => undefined);
    await expect(failing).rejects.toThrow();
    let largest: number | undefined;
    await pools.across([sourceOf(1), sourceOf(2)]).run([taskOf()], (followed) => {
      largest = largestOf(followed);
    });
    expect(largest).toBe(1);
  });
});
