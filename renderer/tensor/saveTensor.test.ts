import { expect, it } from 'vitest';
import { stubEngine, emptyOverview } from '../../test/support/stubEngine.ts';
import { createMemoryHost } from '../../test/support/memoryHost.ts';
import { fileNameOf, planNpy, saveTensor } from './saveTensor.ts';

it('makes a file name of a tensor name', () => {
  expect(fileNameOf('state_dict.stem.proj.weight')).toBe('state_dict.stem.proj.weight');
  expect(fileNameOf('a/b\\c:d\u0007')).toBe('a_b_c_d_');
  expect(fileNameOf('..')).toBe('tensor');
  expect(fileNameOf('x'.repeat(500))).toHaveLength(120);
});

it('knows which types numpy has', () => {
  expect(['float32', 'int64', 'bool', 'complex64'].map((dtype) => planNpy(dtype).kind)).toEqual(Array(4).fill('same'));
  expect(['bfloat16', 'float8_e4m3fn', 'qint8'].map((dtype) => planNpy(dtype).kind)).toEqual(
    Array(3).fill('converted'),
  );
  expect(['complex32', 'bits8', 'float4_e2m1fn_x2'].map((dtype) => planNpy(dtype).kind)).toEqual(
    Array(3).fill('refused'),
  );
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
  await saveTensor(host, file, { node: 7, name: 'layer.weight', dtype: 'float32' });
  expect(saved).toEqual([
    ['layer.weight.npy', [1, 2]],
    ['layer.weight.npy', [3]],
  ]);
});
