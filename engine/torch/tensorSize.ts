import type { TensorValue } from '../values/tensorValue.ts';
import { findDtype } from './dtypes.ts';
import { add, bytesOf, contiguousStride, countElements, type Extent, reachOf } from './elementMath.ts';

/** Elements by shape; of a ragged tensor, whose shape does not tell, those of its values. */
export function tensorElements(tensor: TensorValue): Extent {
  const isRagged = tensor.shape.some((size) => size < 0);
  if (!isRagged) return countElements(tensor.shape);
  const values = tensor.parts?.find(({ name }) => name === 'values' || name === 'buffer');
  return values ? countElements(values.tensor.shape) : 0;
}

/** Elements × item size; of a sparse or nested tensor, the sum of its parts. */
export function tensorBytes(tensor: TensorValue): Extent {
  if (tensor.parts) return tensor.parts.reduce<Extent>((sum, part) => add(sum, tensorBytes(part.tensor)), 0);
  const dtype = findDtype(tensor.dtype);
  return dtype ? bytesOf(tensorElements(tensor), dtype.bits) : 0;
}

/** Bytes of its storage that a tensor lies over: fewer than it shows where a stride of 0 repeats elements. */
export function coveredBytes(tensor: TensorValue): Extent {
  const { shape, stride = [] } = tensor;
  const dtype = findDtype(tensor.dtype);
  const shown = tensorBytes(tensor);
  if (dtype === undefined || stride.length !== shape.length) return shown;
  const span = bytesOf(reachOf(shape, stride, 0), dtype.bits);
  return span < shown ? span : shown;
}

/** Whether elements lie one after the other in row-major order. Dimensions of one element have any stride. */
export function isContiguous(tensor: TensorValue): boolean {
  const { stride, shape } = tensor;
  if (!stride) return false;
  const expected = contiguousStride(shape);
  return countElements(shape) === 0 || stride.every((step, axis) => shape[axis] === 1 || step === expected[axis]);
}
