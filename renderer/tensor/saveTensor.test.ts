import { expect, it } from 'vitest';
import { stubEngine, emptyOverview } from '../../test/support/stubEngine.ts';
import { createMemoryHost } from '../../test/support/memoryHost.ts';
import { fileNameOf, planNpy, saveTensor, sizeOfNpy, type SaveContext } from './saveTensor.ts';

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

/** A file whose one tensor comes in two pieces, and a host that keeps what it is given. */
function startSave(context: Partial<SaveContext> = {}) {
  const engine = stubEngine({
    exportTensor: async (_params, asked) => {
      asked?.onUpdate?.(Uint8Array.of(1, 2));
      asked?.onUpdate?.(Uint8Array.of(3));
      return { bytes: 3 };
    },
  });
  const saved: (readonly [string, readonly number[]])[] = [];
  const sizes: number[] = [];
  const host = {
    ...createMemoryHost(),
    saveBytes: async (name: string, pieces: AsyncIterable<Uint8Array>, bytes: number) => {
      sizes.push(bytes);
      for await (const piece of pieces) saved.push([name, [...piece]]);
      return true;
    },
  };
  const file = { id: 'a', name: 'a.pt', engine, overview: emptyOverview('a.pt'), generation: 0 };
  const tensor = { node: 7, name: 'layer.weight', dtype: 'bfloat16', elements: 10, bytes: 20 };
  const watch = { signal: new AbortController().signal, onBytes: () => undefined, ...context };
  return { saved, sizes, answer: saveTensor(host, file, tensor, watch) };
}

it('hands the bytes of a tensor to the host, piece by piece, and says how far it is', async () => {
  const told: number[] = [];
  const { saved, sizes, answer } = startSave({ onBytes: (done) => told.push(done) });
  expect(await answer).toBe(true);
  expect(saved).toEqual([
    ['layer.weight.npy', [1, 2]],
    ['layer.weight.npy', [3]],
  ]);
  expect(told).toEqual([2, 3]);
  expect(sizes).toEqual([40]);
});

it('stops at the next piece when it is given up', async () => {
  const abort = new AbortController();
  const { saved, answer } = startSave({ signal: abort.signal, onBytes: () => abort.abort() });
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
  expect(saved).toHaveLength(1);
});

it('knows how large the file will be', () => {
  expect(sizeOfNpy({ dtype: 'float16', elements: 10, bytes: 20 })).toBe(20);
  expect(sizeOfNpy({ dtype: 'bfloat16', elements: 10, bytes: 20 })).toBe(40);
});
