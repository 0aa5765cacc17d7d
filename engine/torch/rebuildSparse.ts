import type { PyValue } from '../values/pyValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import { asExtents, asSequence, asTensor, asTorchText } from './callArguments.ts';
import type { Extent } from './elementMath.ts';

/** Names of the two index tensors of each compressed layout, as torch's methods are called. */
const COMPRESSED_PARTS: ReadonlyMap<string, readonly [compressed: string, plain: string]> = new Map([
  ['sparse_csr', ['crow_indices', 'col_indices']],
  ['sparse_csc', ['ccol_indices', 'row_indices']],
  ['sparse_bsr', ['crow_indices', 'col_indices']],
  ['sparse_bsc', ['ccol_indices', 'row_indices']],
]);

/**
 * `_rebuild_sparse_tensor(layout, data)`: data is `(indices, values, size[, coalesced])` for COO and
 * `(compressed, plain, values, size)` for the compressed layouts.
 */
export function rebuildSparse(args: readonly PyValue[]): TensorValue | undefined {
  const layout = asTorchText(args[0], 'layout');
  const data = asSequence(args[1]);
  if (layout === undefined || data === undefined) return undefined;
  return layout === 'sparse_coo' ? rebuildCoo(data) : rebuildCompressed(layout, data);
}

/** `_rebuild_sparse_csr_tensor(layout, (crow, col, values, size))`, which torch 1.9 to 1.12 wrote. */
export function rebuildSparseCsr(args: readonly PyValue[]): TensorValue | undefined {
  const data = asSequence(args[1]);
  return data && rebuildCompressed('sparse_csr', data);
}

function rebuildCoo(data: readonly PyValue[]): TensorValue | undefined {
  const [indices, values, shape] = [asTensor(data[0]), asTensor(data[1]), asExtents(data[2])];
  if (indices === undefined || values === undefined || shape === undefined) return undefined;
  return {
    ...describe('sparse_coo', shape, values, indices.shape[1]),
    parts: [
      { name: 'indices', tensor: indices },
      { name: 'values', tensor: values },
    ],
    coalesced: data[3] === true,
  };
}

function rebuildCompressed(layout: string, data: readonly PyValue[]): TensorValue | undefined {
  const names = COMPRESSED_PARTS.get(layout);
  const [compressed, plain, values] = [asTensor(data[0]), asTensor(data[1]), asTensor(data[2])];
  const shape = asExtents(data[3]);
  if (names === undefined || compressed === undefined || plain === undefined || values === undefined || !shape) {
    return undefined;
  }
  return {
    ...describe(layout, shape, values, plain.shape.at(-1)),
    parts: [
      { name: names[0], tensor: compressed },
      { name: names[1], tensor: plain },
      { name: 'values', tensor: values },
    ],
  };
}

/** A sparse tensor takes dtype, device and `requires_grad` from its values. `nnz` counts entries, or blocks. */
function describe(layout: string, shape: Extent[], values: TensorValue, nnz: Extent | undefined): TensorValue {
  return {
    kind: 'tensor',
    type: 'torch.Tensor',
    layout,
    dtype: values.dtype,
    shape,
    device: values.device,
    requiresGrad: values.requiresGrad,
    ...(typeof nnz === 'number' && { nnz }),
  };
}
