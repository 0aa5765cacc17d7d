import type { PyValue } from './pyValue.ts';
import type { NdarrayValue, TensorValue } from './tensorValue.ts';

/** Whether a value is a torch tensor. */
export function isTensor(value: PyValue | undefined): value is TensorValue {
  return typeof value === 'object' && value?.kind === 'tensor';
}

/** Whether a value is a torch tensor or a numpy array: what has a dtype and a shape. */
export function isTensorOrArray(value: PyValue | undefined): value is TensorValue | NdarrayValue {
  return typeof value === 'object' && (value?.kind === 'tensor' || value?.kind === 'ndarray');
}
