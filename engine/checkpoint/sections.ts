import type { SectionRole } from '../../shared/inspectDocument.ts';
import type { PyValue } from '../values/pyValue.ts';
import { asDict, fieldOf, itemsOf } from './dictFields.ts';
import type { Optimizer } from './optimizers.ts';
import type { StateDict } from './stateDict.ts';

/** What the entries of a checkpoint are for, by their key. Entries that nothing is known of have no role. */
export type Sections = ReadonlyMap<PyValue, SectionRole>;

/** Keys that Lightning gives, and those that most training scripts agree on. */
const ROLES: ReadonlyMap<string, SectionRole> = new Map([
  ['epoch', 'counter'],
  ['global_step', 'counter'],
  ['step', 'counter'],
  ['iteration', 'counter'],
  ['loops', 'loops'],
  ['callbacks', 'callbacks'],
  ['hyper_parameters', 'hyper-parameters'],
  ['datamodule_hyper_parameters', 'hyper-parameters'],
  ['hparams', 'hyper-parameters'],
  ['config', 'hyper-parameters'],
  ['args', 'hyper-parameters'],
]);

/** Gives each entry at the top of a checkpoint its role: by what it holds where that tells, else by its key. */
export function findSections(
  root: PyValue,
  stateDict: StateDict | undefined,
  optimizers: readonly Optimizer[],
): Sections {
  const sections = new Map<PyValue, SectionRole>();
  const top = asDict(root);
  for (const [position, key] of top?.keys.entries() ?? []) {
    const role = roleOf(key, top?.values[position], stateDict, optimizers);
    if (role !== undefined) sections.set(key, role);
  }
  return sections;
}

function roleOf(
  key: PyValue,
  value: PyValue | undefined,
  stateDict: StateDict | undefined,
  optimizers: readonly Optimizer[],
): SectionRole | undefined {
  if (typeof key !== 'string') return undefined;
  // A root that is itself a state dict has tensors for entries, and no sections.
  if (stateDict?.path.length === 0) return undefined;
  if (stateDict?.path[0] === key) return 'weights';
  if (optimizers.some(({ path }) => path[0] === key)) return 'optimizer';
  return roleByContent(value) ?? ROLES.get(key);
}

function roleByContent(value: PyValue | undefined): SectionRole | undefined {
  const items = itemsOf(value);
  const first = items === undefined ? value : items[0];
  if (fieldOf(first, 'last_epoch') !== undefined) return 'scheduler';
  return fieldOf(value, 'growth_factor') !== undefined && fieldOf(value, 'scale') !== undefined
    ? 'loss-scaler'
    : undefined;
}
