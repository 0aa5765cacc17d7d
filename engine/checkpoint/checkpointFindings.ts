import type { Finding } from '../../shared/finding.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { add, type Extent, multiply } from '../torch/elementMath.ts';
import { coveredBytes } from '../torch/tensorSize.ts';
import type { PyDict, PyValue } from '../values/pyValue.ts';
import type { StorageValue, TensorValue } from '../values/tensorValue.ts';
import { walkValues } from '../values/walkValues.ts';
import type { CheckpointFacts } from './checkpointFacts.ts';
import { batches, groupDigits } from './counterChecks.ts';
import { asCount, asReal, fieldAt, fieldOf, itemsOf } from './dictFields.ts';

/** A storage of which its tensors use less than half, and that wastes more than this many bytes, is reported. */
const OVERSIZED_BYTES = 4096;
/** Containers of small files are always larger than their tensors: only from this size on it is worth a word. */
const OVERHEAD_FILE_BYTES = 1_000_000;
const OVERHEAD_SHARE = 0.1;

/** Learning rates of 0: an optimizer that changes nothing any more. */
export function findZeroRates(root: PyValue, facts: Pick<CheckpointFacts, 'optimizers'>): Finding[] {
  const idle = facts.optimizers.flatMap(({ name, path, groups }) =>
    groups.flatMap(({ options }, group) => (asReal(fieldOf(options, 'lr')) === 0 ? [{ name, path, group }] : [])),
  );
  const [first] = idle;
  if (first === undefined) return [];
  const groups = facts.optimizers.reduce((sum, optimizer) => sum + optimizer.groups.length, 0);
  const scheduler = describeScheduler(root);
  return [
    {
      code: 'optimizer/lr-zero',
      severity: 'info',
      message:
        groups === 1 ? 'Learning rate is 0' : `Learning rate is 0 in ${idle.length} of ${groups} parameter groups`,
      at: { path: [...first.path, 'param_groups', first.group, 'lr'] },
      ...(scheduler !== undefined && { found: scheduler }),
    },
  ];
}

function describeScheduler(root: PyValue): string | undefined {
  const scheduler = itemsOf(fieldOf(root, 'lr_schedulers'))?.[0];
  const names = ['T_max', 'total_steps', 'last_epoch'];
  const parts = names.flatMap((name) => {
    const count = asCount(fieldOf(scheduler, name));
    return count === undefined ? [] : [`${name} ${count}`];
  });
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** Tensors of the state dict that no optimizer keeps anything for: buffers, frozen parameters, new ones. */
export function findStateless(facts: Omit<CheckpointFacts, 'findings' | 'counters' | 'counterChecks'>): Finding[] {
  const { stateDict, owners } = facts;
  if (stateDict === undefined || owners.size === 0) return [];
  const owned = new Set<string>();
  for (const { parameter } of owners.values()) owned.add(parameter);
  const without = stateDict.entries.filter(({ name }) => !owned.has(name));
  if (without.length === 0) return [];
  const isNorm = ({ name }: { readonly name: string }): boolean =>
    /\.(running_mean|running_var|num_batches_tracked)$/u.test(name);
  const norms = without.filter(isNorm).length;
  const others = without.filter((entry) => !isNorm(entry)).map(({ name }) => name.split('.').slice(-2).join('.'));
  const named = others.slice(0, 3).join(', ') + (others.length > 3 ? `, ${others.length - 3} more` : '');
  return [
    {
      code: 'optimizer/no-state',
      severity: 'info',
      message: `${groupDigits(without.length)} ${without.length === 1 ? 'tensor has' : 'tensors have'} no optimizer moments`,
      found: [norms > 0 ? `${norms} batch-norm buffers` : '', named].filter((part) => part !== '').join(', '),
    },
  ];
}

/** Optimizers whose state is there and could not be assigned. */
export function findUnmatched(facts: Pick<CheckpointFacts, 'optimizers' | 'owners' | 'stateDict'>): Finding[] {
  return facts.optimizers.flatMap((optimizer): Finding[] => {
    const members = optimizer.groups.flatMap((group) => group.members);
    const states = members.filter(({ state }) => state !== undefined && !isOwned(state, facts.owners)).length;
    if (states === 0) return [];
    return [
      {
        code: 'optimizer/unmatched',
        severity: 'info',
        message: `The state of ${states} parameters cannot be assigned to names`,
        at: { path: optimizer.path },
        expected: 'moments whose shapes follow the order of the parameters',
        found:
          facts.stateDict === undefined ? 'no state dict in the file' : 'shapes that fit no order of the state dict',
      },
    ];
  });
}

/** Whether the tensors of a member's state were assigned; state without tensors has nothing to assign. */
function isOwned(state: PyDict, owners: CheckpointFacts['owners']): boolean {
  return state.values.every((value) => typeof value !== 'object' || value?.kind !== 'tensor' || owners.has(value));
}

/** Steps that the loss scaler skipped, where the optimizer's count stands in the pickle and not in a storage. */
export function findSkippedSteps(root: PyValue, facts: Pick<CheckpointFacts, 'optimizers'>): Finding[] {
  const done = batches(root);
  const [optimizer] = facts.optimizers;
  const steps = optimizer?.groups.flatMap(({ members }) =>
    members.flatMap(({ state }) => asReal(fieldOf(state, 'step')) ?? []),
  );
  const most = steps?.reduce((best, step) => Math.max(best, step), 0) ?? 0;
  const globalStep = asCount(fieldOf(root, 'global_step'));
  if (done === undefined || most === 0 || globalStep !== done || most >= done || facts.optimizers.length > 1) return [];
  const scale =
    asReal(fieldAt(root, ['MixedPrecision', 'scale'])) ?? asReal(fieldAt(root, ['MixedPrecisionPlugin', 'scale']));
  return [
    {
      code: 'counter/skipped',
      severity: 'info',
      message: `Optimizer took ${groupDigits(most)} steps in ${groupDigits(done)} batches`,
      expected: String(done),
      found:
        scale === undefined ? groupDigits(most) : `the loss scaler skipped ${groupDigits(done - most)}; scale ${scale}`,
    },
  ];
}

/** Storages of which the tensors that are saved with them show a small part: a slice was saved with the whole. */
export function findOversized(opened: OpenedFile): Finding[] {
  const used = new Map<StorageValue, Extent>();
  for (const value of opened.tensors) if (value.kind === 'tensor') addUse(value, used);
  const oversized = [...used].filter(([storage, bytes]) => isOversized(storage, bytes));
  if (oversized.length === 0) return [];
  const bare = findBareStorages(opened.root);
  return oversized.flatMap(([storage, bytes]): Finding[] => {
    if (bare.has(storage)) return [];
    return [
      {
        code: 'storage/oversized',
        severity: 'warning',
        message: `Storage ${storage.key} is saved whole (${storage.bytes} bytes), but its tensors cover ${bytes} bytes of it`,
        expected: `${bytes} bytes`,
        found: `${storage.bytes} bytes`,
        ...(storage.extent?.entry !== undefined && { at: { entry: storage.extent.entry } }),
      },
    ];
  });
}

function isOversized(storage: StorageValue, used: Extent): boolean {
  return storage.bytes >= OVERSIZED_BYTES && multiply(used, 2) <= storage.bytes;
}

function addUse(tensor: TensorValue, used: Map<StorageValue, Extent>): void {
  for (const part of tensor.parts ?? []) addUse(part.tensor, used);
  const { storage, quantization } = tensor;
  if (quantization !== undefined && 'axis' in quantization) {
    for (const figures of [quantization.scales, quantization.zeroPoints]) if ('kind' in figures) addUse(figures, used);
  }
  if (storage !== undefined) used.set(storage, add(used.get(storage) ?? 0, coveredBytes(tensor)));
}

/** Storages that the file holds as values of their own: all of their bytes are wanted. */
function findBareStorages(root: PyValue): ReadonlySet<StorageValue> {
  const bare = new Set<StorageValue>();
  walkValues(root, {
    enter({ value }) {
      if (typeof value === 'object' && value?.kind === 'storage') bare.add(value);
    },
  });
  return bare;
}

/** A file of which much is no tensor data. */
export function findOverhead(opened: OpenedFile): Finding[] {
  const bytes = opened.overhead.reduce((sum, part) => sum + part.bytes, 0);
  const { size } = opened.source;
  if (size < OVERHEAD_FILE_BYTES || bytes < size * OVERHEAD_SHARE || opened.container.entries === undefined) return [];
  const alignment = opened.container.alignment;
  return [
    {
      code: 'zip/overhead',
      severity: 'info',
      message: `${Math.round((bytes / size) * 100)} % of the file is not tensor data`,
      found: `${opened.container.entries} records${alignment === undefined ? '' : ` of ${alignment}-byte alignment`}`,
    },
  ];
}
