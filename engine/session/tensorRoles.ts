import type { ByteCategory } from '../../shared/engineApi.ts';
import type { CheckpointFacts } from '../checkpoint/checkpointFacts.ts';
import { KIND_CODE } from '../tree/kindCodes.ts';
import type { Tree } from '../tree/tree.ts';
import { isTensor } from '../values/isTensor.ts';
import type { TensorValue } from '../values/tensorValue.ts';

/** What a tensor is for. */
export interface TensorRole {
  /** `weights`, or the name that the optimizer gives it (`exp_avg`). */
  readonly title: string;
  readonly category: ByteCategory;
}

/** Which moment the names of torch's optimizers stand for. */
const MOMENTS: ReadonlyMap<string, ByteCategory> = new Map([
  ['exp_avg', 'moment-1'],
  ['momentum_buffer', 'moment-1'],
  ['exp_avg_sq', 'moment-2'],
  ['square_avg', 'moment-2'],
  ['exp_inf', 'moment-2'],
  ['sum', 'moment-2'],
]);

const WEIGHTS: TensorRole = { title: 'weights', category: 'weights' };
/** Tensors that are neither weights nor known to an optimizer, and those of optimizers that name too many things. */
export const OTHER_TENSORS: TensorRole = { title: 'other tensors', category: 'state' };

/** What roles are told by. */
export interface KnownRoles {
  readonly facts: CheckpointFacts;
  readonly optimizerTensors: ReadonlyMap<TensorValue, string>;
}

/**
 * The role of the tensor that a row shows: an optimizer's, a weight if the state dict holds it or a module groups it (other
 * copies of the weights do so too), or anything else that training keeps. Without a state dict all are weights.
 */
export function roleOf({ index, values }: Tree, node: number, { facts, optimizerTensors }: KnownRoles): TensorRole {
  const value = values[node];
  const tensor = isTensor(value) ? value : undefined;
  const kept = tensor && optimizerTensors.get(tensor);
  if (kept !== undefined) return { title: kept, category: MOMENTS.get(kept) ?? 'state' };
  if (!facts.stateDict || (tensor && facts.stateDictTensors.has(tensor))) return WEIGHTS;
  return index.kind[index.parent[node] ?? 0] === KIND_CODE.module ? WEIGHTS : OTHER_TENSORS;
}
