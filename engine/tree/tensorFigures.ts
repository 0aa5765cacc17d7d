import { countElements } from '../torch/elementMath.ts';
import { isContiguous, tensorBytes, tensorElements } from '../torch/tensorSize.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import type { TensorFigures } from './treeBuilder.ts';

/** What the row of a tensor or array shows. */
export function tensorFigures(value: TensorValue | NdarrayValue): TensorFigures {
  const { dtype, shape } = value;
  if (value.kind === 'ndarray') {
    return { dtype, shape, elements: Number(countElements(shape)), bytes: value.data?.length ?? 0, storage: -1 };
  }
  return {
    dtype,
    shape,
    elements: Number(tensorElements(value)),
    bytes: Number(tensorBytes(value)),
    storage: value.storage?.index ?? -1,
  };
}

/** Whether a tensor shows part of its storage, or its elements in another order. */
export function isView(tensor: TensorValue): boolean {
  const { storage } = tensor;
  return storage !== undefined && (!isContiguous(tensor) || tensorBytes(tensor) !== storage.bytes);
}
