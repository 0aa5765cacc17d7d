import type { PyDict } from '../values/pyValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';

/**
 * The shape of the parameter that some optimizer state belongs to, as far as the state tells: that of its moments, which have
 * the parameter's shape, or the outer product of Adafactor's factors. Undefined where moments disagree or there are none.
 */
export function parameterShape(state: PyDict | undefined): string | undefined {
  const tensors = new Map<string, TensorValue>();
  for (const [position, key] of state?.keys.entries() ?? []) {
    const value = state?.values[position];
    const isMoment = typeof key === 'string' && key !== 'step';
    if (isMoment && typeof value === 'object' && value?.kind === 'tensor') tensors.set(key, value);
  }
  const factored = factoredShape(tensors);
  if (factored !== undefined) return factored;
  const shapes = new Set([...tensors.values()].map(({ shape }) => shape.join('x')));
  const [shape] = shapes;
  return shapes.size === 1 ? shape : undefined;
}

/** The shape of a tensor as {@link parameterShape} writes it. */
export function shapeKey(tensor: TensorValue): string {
  return tensor.shape.join('x');
}

/** torch keeps a row of shape (…, n, 1) and a column of (…, 1, m); others drop the dimension of 1. */
function factoredShape(tensors: ReadonlyMap<string, TensorValue>): string | undefined {
  const row = (tensors.get('row_var') ?? tensors.get('exp_avg_sq_row'))?.shape;
  const column = (tensors.get('col_var') ?? tensors.get('exp_avg_sq_col'))?.shape;
  if (row === undefined || column === undefined || row.length !== column.length) return undefined;
  if (tensors.has('row_var')) return row.map((size, axis) => (size === 1 ? (column[axis] ?? size) : size)).join('x');
  return [...row, column.at(-1) ?? 0].join('x');
}
