import { isTensor } from '../values/isTensor.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import type { CheckpointFacts } from './checkpointFacts.ts';

/** The tensors that optimizers keep, with the names under which they do. */
export function listOptimizerTensors({
  optimizers,
}: Pick<CheckpointFacts, 'optimizers'>): ReadonlyMap<TensorValue, string> {
  const names = new Map<TensorValue, string>();
  for (const { groups } of optimizers) {
    for (const { state } of groups.flatMap(({ members }) => members)) {
      for (const [place, key] of state?.keys.entries() ?? []) {
        const value = state?.values[place];
        if (typeof key === 'string' && isTensor(value)) names.set(value, key);
      }
    }
  }
  return names;
}
