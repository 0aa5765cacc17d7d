import { findDtype } from '../torch/dtypes.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import type { StateDictEntry } from './stateDict.ts';

/** Buffers of torch's own modules. Any other tensor of a floating dtype could be a parameter. */
const BUFFER_NAMES: ReadonlySet<string> = new Set([
  'running_mean',
  'running_var',
  'num_batches_tracked',
  'position_ids',
]);

/**
 * Entries that may be parameters: of a floating dtype, as only those can require gradients, and each tensor once, as
 * `named_parameters()` names a tied weight once. `strict` also leaves out buffers that torch's modules are known to have.
 */
export function selectParameters(entries: readonly StateDictEntry[], strict: boolean): StateDictEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ name, tensor }) => {
    const kind = findDtype(tensor.dtype)?.kind;
    if (kind !== 'float' && kind !== 'complex') return false;
    if (strict && BUFFER_NAMES.has(name.slice(name.lastIndexOf('.') + 1))) return false;
    const identity = viewIdentity(tensor);
    if (identity === undefined) return true;
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

/**
 * The order of `named_parameters()`, rebuilt from names: a module's own parameters before those of its children, children
 * in the order in which they first appear. A state dict whose order was changed by a hook does not show it.
 */
export function orderByModule(entries: readonly StateDictEntry[]): StateDictEntry[] {
  const root: Module = { own: [], children: new Map() };
  for (const entry of entries) {
    const steps = entry.name.split('.');
    let module = root;
    for (const step of steps.slice(0, -1)) {
      const child: Module = module.children.get(step) ?? { own: [], children: new Map() };
      module.children.set(step, child);
      module = child;
    }
    module.own.push(entry);
  }
  return flatten(root);
}

/** One break in so many entries is what a hook leaves that moves a few; more, and the order tells nothing. */
const ENTRIES_PER_BREAK = 10;

/**
 * Whether a state dict is in the order of its modules, but for a few entries that a hook may have moved. Only then is the
 * order in which children first appear likely to be the one in which the model has them.
 */
export function keepsModuleOrder(entries: readonly StateDictEntry[]): boolean {
  const place = new Map(entries.map((entry, position) => [entry, position]));
  let breaks = 0;
  let last: number | undefined;
  for (const entry of orderByModule(entries)) {
    const position = place.get(entry);
    if (last !== undefined && position !== last + 1) breaks += 1;
    last = position;
  }
  return breaks * ENTRIES_PER_BREAK <= entries.length;
}

interface Module {
  readonly own: StateDictEntry[];
  readonly children: Map<string, Module>;
}

/** Names may have any number of dots, so this does not recurse. */
function flatten(root: Module): StateDictEntry[] {
  const ordered: StateDictEntry[] = [];
  const waiting: Module[] = [root];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    for (const entry of module.own) ordered.push(entry);
    for (const child of [...module.children.values()].toReversed()) waiting.push(child);
  }
  return ordered;
}

/** Equal for tensors that show the same elements of the same storage. */
function viewIdentity(tensor: TensorValue): string | undefined {
  const { storage, storageOffset, shape, stride } = tensor;
  if (storage === undefined || storage.bytes === 0) return undefined;
  return [storage.index, storageOffset, shape.join('x'), stride?.join('x')].join(' ');
}
