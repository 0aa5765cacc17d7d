import type { PyValue } from '../values/pyValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import { asNumber, asTensor } from './callArguments.ts';
import type { Extent } from './elementMath.ts';

/**
 * `_rebuild_nested_tensor(buffer, sizes, strides, offsets)`. The components' shapes stand in the payload of `sizes`, one
 * row each, so the shape that can be told without reading a payload is the number of components, then what a row would
 * say: −1, as `torch.Tensor.size` of a ragged dimension.
 */
export function rebuildNested(args: readonly PyValue[]): TensorValue | undefined {
  const [buffer, sizes, strides, offsets] = args.map(asTensor);
  if (!buffer || !sizes || !strides || !offsets) return undefined;
  const [components, rank] = sizes.shape;
  return {
    kind: 'tensor',
    type: 'torch.Tensor',
    layout: 'strided',
    dtype: buffer.dtype,
    shape: [components ?? 0, ...raggedDimensions(rank)],
    device: buffer.device,
    requiresGrad: buffer.requiresGrad,
    parts: [
      { name: 'buffer', tensor: buffer },
      { name: 'sizes', tensor: sizes },
      { name: 'strides', tensor: strides },
      { name: 'offsets', tensor: offsets },
    ],
  };
}

/**
 * `torch.nested._internal.nested_tensor._rebuild_njt(kwargs)`, and the constructor `NestedTensor(values, offsets)` that
 * torch 2.1 pickled: a jagged tensor of shape (batch, ragged, …) over its values, whose first dimensions are joined.
 */
export function rebuildJagged(args: readonly PyValue[]): TensorValue | undefined {
  const fields = readFields(args);
  const [values, offsets] = [asTensor(fields.get('values')), asTensor(fields.get('offsets'))];
  if (!values || !offsets) return undefined;
  const ragged = asNumber(fields.get('_ragged_idx')) ?? 1;
  const batch = offsets.shape[0];
  const shape: Extent[] = [...values.shape];
  shape[ragged - 1] = -1;
  shape.unshift(typeof batch === 'number' ? Math.max(0, batch - 1) : 0);
  const lengths = asTensor(fields.get('lengths'));
  return {
    kind: 'tensor',
    type: 'torch.nested._internal.nested_tensor.NestedTensor',
    layout: 'jagged',
    dtype: values.dtype,
    shape,
    device: values.device,
    requiresGrad: fields.get('requires_grad') === true,
    parts: [
      { name: 'values', tensor: values },
      { name: 'offsets', tensor: offsets },
      ...(lengths ? [{ name: 'lengths', tensor: lengths }] : []),
    ],
  };
}

function readFields(args: readonly PyValue[]): ReadonlyMap<string, PyValue> {
  const [first, second] = args;
  const fields = new Map<string, PyValue>();
  if (typeof first !== 'object' || first === null || first.kind !== 'dict') {
    if (first !== undefined) fields.set('values', first);
    if (second !== undefined) fields.set('offsets', second);
    return fields;
  }
  for (const [position, key] of first.keys.entries()) {
    const value = first.values[position];
    if (typeof key === 'string' && value !== undefined) fields.set(key, value);
  }
  return fields;
}

function raggedDimensions(rank: Extent | undefined): number[] {
  return typeof rank === 'number' ? Array<number>(Math.min(rank, 64)).fill(-1) : [];
}
