import type { PathStep } from '../../shared/pathStep.ts';
import type { PyDict, PyValue } from '../values/pyValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import { asDict } from './dictFields.ts';

/** A dict of tensors by dotted names: what `module.state_dict()` gave. */
export interface StateDict {
  readonly path: readonly PathStep[];
  /** In file order. */
  readonly entries: readonly StateDictEntry[];
}

export interface StateDictEntry {
  readonly name: string;
  readonly tensor: TensorValue;
}

/** Where writers put the weights, in the order in which they are preferred. */
const USUAL_KEYS = ['state_dict', 'model_state_dict', 'model', 'module', 'net', 'network', 'weights', 'params'];

/** Whether a key says only that weights follow, not whose: `state_dict`, but not `generator`. */
export function isUsualKey(key: PathStep | undefined): boolean {
  return typeof key === 'string' && USUAL_KEYS.includes(key);
}

/**
 * The state dict of a checkpoint: under one of the usual keys, else the only or the largest dict of tensors at the top, else
 * the root itself. A dict is one when all its keys are strings and most of its values are tensors.
 */
export function findStateDict(root: PyValue): StateDict | undefined {
  const top = asDict(root);
  if (top === undefined) return undefined;
  const whole = readStateDict(top, []);
  if (whole !== undefined) return whole;
  const candidates: StateDict[] = [];
  for (const [position, key] of top.keys.entries()) {
    const dict = asDict(top.values[position]);
    const found = typeof key === 'string' && dict !== undefined ? readStateDict(dict, [key]) : undefined;
    if (found !== undefined) candidates.push(found);
  }
  for (const key of USUAL_KEYS) {
    const usual = candidates.find(({ path }) => path[0] === key);
    if (usual !== undefined) return usual;
  }
  return candidates.reduce<StateDict | undefined>(
    (best, next) => (best === undefined || next.entries.length > best.entries.length ? next : best),
    undefined,
  );
}

function readStateDict(dict: PyDict, path: readonly PathStep[]): StateDict | undefined {
  const entries: StateDictEntry[] = [];
  for (const [position, name] of dict.keys.entries()) {
    if (typeof name !== 'string') return undefined;
    const tensor = dict.values[position];
    if (typeof tensor === 'object' && tensor?.kind === 'tensor') entries.push({ name, tensor });
  }
  // Extra state of modules (packed parameters, quantization) may stand between the tensors.
  return entries.length > 0 && entries.length * 2 > dict.keys.length ? { path, entries } : undefined;
}
