import type { PathStep } from '../../shared/pathStep.ts';
import { formatPathName } from '../../shared/pathStep.ts';
import type { PyDict, PyValue } from '../values/pyValue.ts';
import { asDict, fieldOf, itemsOf } from './dictFields.ts';

/** What `optimizer.state_dict()` gave. */
export interface Optimizer {
  readonly path: readonly PathStep[];
  /** The path, for people: `optimizer_states.0`. */
  readonly name: string;
  readonly groups: readonly ParameterGroup[];
}

export interface ParameterGroup {
  /** The group's options beside `params`: `lr`, `betas`, … */
  readonly options: PyDict;
  /** In the order in which the parameters were handed to the optimizer. */
  readonly members: readonly GroupMember[];
}

/** One parameter of a group, known by its number (or by its name, where the writer says it). */
export interface GroupMember {
  readonly id: PyValue;
  /** As `param_names` or a name-keyed state tells. */
  readonly name: string | undefined;
  /** What the optimizer keeps for it (`exp_avg`, `step`); undefined before its first step. */
  readonly state: PyDict | undefined;
}

/** How deep below the root an optimizer may stand: `optimizers`, a list in it. */
const DEPTH = 3;

/** All optimizers of a checkpoint, in file order: dicts with `state` and `param_groups`. */
export function findOptimizers(root: PyValue): Optimizer[] {
  const found: Optimizer[] = [];
  // One dict can stand in a hundred thousand places: it is looked into once.
  const seen = new Set<PyValue>();
  const search = (value: PyValue, path: readonly PathStep[]): void => {
    if (seen.has(value)) return;
    seen.add(value);
    const optimizer = readOptimizer(value, path);
    if (optimizer !== undefined) found.push(optimizer);
    else if (path.length < DEPTH) for (const [step, child] of childrenOf(value)) search(child, [...path, step]);
  };
  search(root, []);
  return found;
}

/** Dicts and lists that may hold optimizers. A state dict has thousands of values and none of them. */
function* childrenOf(value: PyValue): Generator<readonly [PathStep, PyValue]> {
  const dict = asDict(value);
  const items = itemsOf(value);
  for (const [index, item] of (items ?? []).slice(0, 64).entries()) if (isContainer(item)) yield [index, item];
  for (const [position, key] of dict?.keys.entries() ?? []) {
    const child = dict?.values[position];
    if (typeof key === 'string' && isContainer(child)) yield [key, child];
  }
}

function isContainer(value: PyValue | undefined): value is PyValue {
  return asDict(value) !== undefined || itemsOf(value) !== undefined;
}

function readOptimizer(value: PyValue, path: readonly PathStep[]): Optimizer | undefined {
  const state = asDict(fieldOf(value, 'state'));
  const groups = itemsOf(fieldOf(value, 'param_groups'));
  if (state === undefined || groups === undefined) return undefined;
  const states = new Map(state.keys.map((key, position) => [key, asDict(state.values[position])]));
  const read = groups.map((group) => readGroup(group, states));
  const whole = read.filter((group) => group !== undefined);
  return whole.length === groups.length ? { path, name: formatPathName(path), groups: whole } : undefined;
}

function readGroup(value: PyValue, states: ReadonlyMap<PyValue, PyDict | undefined>): ParameterGroup | undefined {
  const options = asDict(value);
  const params = itemsOf(fieldOf(value, 'params'));
  if (options === undefined || params === undefined) return undefined;
  const names = itemsOf(fieldOf(value, 'param_names'));
  const members = params.map((id, position): GroupMember => {
    const name = names?.[position] ?? id;
    return { id, name: typeof name === 'string' ? name : undefined, state: states.get(id) };
  });
  return { options, members };
}
