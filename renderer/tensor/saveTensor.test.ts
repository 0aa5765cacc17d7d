import { expect, it } from 'vitest';
import { stubEngine, emptyOverview } from '../../test/support/stubEngine.ts';
import { createMemoryHost } from '../../test/support/memoryHost.ts';
import { fileNameOf, saveTensor } from './saveTensor.ts';

it('makes a file name of a tensor name', () => {
  expect(fileNameOf('state_dict.stem.proj.weight')).toBe('state_dict.stem.proj.weight');
  expect(fileNameOf('a/b\\c:d\u0007')).toBe('a_b_c_d_');
  expect(fileNameOf('..')).toBe('tensor');
  expect(fileNameOf('x'.repeat(500))).toHaveLength(120);
});

it('hands the bytes of a tensor to the host, piece by piece', async () => {
  const engine = stubEngine({
    exportTensor: async (_params, context) => {
      context?.onUpdate?.(Uint8Array.of(1, 2));
      context?.onUpdate?.(Uint8Array.of(3));
      return { bytes: 3 };
    },
  });
  const saved: (readonly [string, readonly number[]])[] = [];
  const host = {
    ...createMemoryHost(),
    saveBytes: async (name: string, pieces: AsyncIterable<Uint8Array>) => {
      for await (const piece of pieces) saved.push([name, [...piece]]);
      return true;
    },
  };
  const file = { id: 'a', name: 'a.pt', engine, overview: emptyOverview('a.pt'), generation: 0 };
  await saveTensor(host, file, 7, 'layer.weight');
  expect(saved).toEqual([
    ['layer.weight.npy', [1, 2]],
    ['layer.weight.npy', [3]],
  ]);
});
