import { isTensor } from '../values/isTensor.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import type { CheckpointFacts } from './checkpointFacts.ts';

/** What an optimizer keeps for a parameter, by name (`exp_avg`, `step`), in the order of the file. */
export type ParameterState = ReadonlyMap<string, PyValue>;

/**
 * What optimizers keep for each parameter, tensors or not, where it is known whose it is. Of two optimizers that keep the same for one
 * parameter, the first is told.
 */
export function listParameterStates({
  optimizers,
  owners,
}: Pick<CheckpointFacts, 'optimizers' | 'owners'>): ReadonlyMap<TensorValue, ParameterState> {
  const states = new Map<TensorValue, Map<string, PyValue>>();
  for (const { state } of optimizers.flatMap(({ groups }) => groups.flatMap(({ members }) => members))) {
    if (state === undefined) continue;
    const kept = state.values.find((value) => isTensor(value) && owners.has(value));
    const parameter = isTensor(kept) ? owners.get(kept)?.match.entry?.tensor : undefined;
    if (parameter === undefined) continue;
    const known = states.get(parameter) ?? new Map<string, PyValue>();
    states.set(parameter, known);
    for (const [place, key] of state.keys.entries()) {
      if (typeof key === 'string' && !known.has(key)) known.set(key, state.values[place] ?? null);
    }
  }
  return states;
}
