import type { Counters } from '../../shared/inspectDocument.ts';
import { FindingList } from '../findingList.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { type Extent, add } from '../torch/elementMath.ts';
import { tensorElements } from '../torch/tensorSize.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import type { CheckpointFacts, MomentOwner, ParameterCounts } from './checkpointFacts.ts';
import {
  findOverhead,
  findOversized,
  findSkippedSteps,
  findStateless,
  findUnmatched,
  findZeroRates,
} from './checkpointFindings.ts';
import { checkCounters } from './counterChecks.ts';
import { fieldOf } from './dictFields.ts';
import { matchParameters, type ParameterMatch } from './matchParameters.ts';
import { findOptimizers, type GroupMember, type Optimizer } from './optimizers.ts';
import { selectParameters } from './parameterOrder.ts';
import { findSections } from './sections.ts';
import { findStateDict, type StateDict } from './stateDict.ts';

/** Finds out what the values of an opened file mean for training. Reads nothing. */
export function analyzeCheckpoint(opened: OpenedFile): CheckpointFacts {
  const { root } = opened;
  const stateDict = findStateDict(root);
  const optimizers = findOptimizers(root);
  const matches = matchOptimizers(optimizers, stateDict);
  const owners = listOwners(optimizers, matches);
  const { checks, findings: mismatches } = checkCounters(root, opened.source.name);
  const parts = {
    sections: findSections(root, stateDict, optimizers),
    stateDict,
    stateDictTensors: new Set(stateDict?.entries.map(({ tensor }) => tensor)),
    optimizers,
    owners,
    parameters: stateDict && countParameters(stateDict, matches),
  };
  const findings = new FindingList();
  for (const finding of [
    ...mismatches,
    ...findSkippedSteps(root, parts),
    ...findZeroRates(root, parts),
    ...findStateless(parts),
    ...findUnmatched(parts),
    ...findOversized(opened),
    ...findOverhead(opened),
  ]) {
    findings.add(finding);
  }
  return { ...parts, counters: readCounters(root), counterChecks: checks, findings: findings.toArray() };
}

/** `epoch`, `global_step` and Lightning's version, where the root has them. Cheap: for lists of files. */
export function readCounters(root: PyValue): Counters {
  const epoch = asInteger(fieldOf(root, 'epoch'));
  const globalStep = asInteger(fieldOf(root, 'global_step'));
  const lightning = fieldOf(root, 'pytorch-lightning_version');
  return {
    ...(epoch !== undefined && { epoch }),
    ...(globalStep !== undefined && { globalStep }),
    ...(typeof lightning === 'string' && { lightning }),
  };
}

type Matches = ReadonlyMap<GroupMember, ParameterMatch>;

/** All optimizers at once where they share the parameters out among them, else each on its own. */
function matchOptimizers(optimizers: readonly Optimizer[], stateDict: StateDict | undefined): Matches {
  if (stateDict === undefined || optimizers.length === 0) return new Map();
  const { entries } = stateDict;
  const together = matchParameters(
    optimizers.flatMap((optimizer) => optimizer.groups),
    entries,
  );
  const members = optimizers.reduce(
    (sum, { groups }) => sum + groups.reduce((n, group) => n + group.members.length, 0),
    0,
  );
  if (together !== undefined && members <= entries.length) return together;
  return new Map(optimizers.flatMap(({ groups }) => [...(matchParameters(groups, entries) ?? [])]));
}

function listOwners(optimizers: readonly Optimizer[], matches: Matches): ReadonlyMap<TensorValue, MomentOwner> {
  const owners = new Map<TensorValue, MomentOwner>();
  for (const optimizer of optimizers) {
    for (const member of optimizer.groups.flatMap((group) => group.members)) {
      const match = matches.get(member);
      if (match === undefined) continue;
      for (const [position, key] of member.state?.keys.entries() ?? []) {
        const value = member.state?.values[position];
        if (typeof key !== 'string' || typeof value !== 'object' || value?.kind !== 'tensor') continue;
        const { parameter, certain } = match;
        owners.set(value, { optimizer, moment: key, parameter, match, certain });
      }
    }
  }
  return owners;
}

/** Parameters in an optimizer's groups are trained; other candidates are frozen, and the rest are buffers. */
function countParameters(stateDict: StateDict, matches: Matches): ParameterCounts | undefined {
  const trained = new Set([...matches.values()].flatMap(({ entry }) => entry?.tensor ?? []));
  if (trained.size === 0) return undefined;
  const candidates = new Set(selectParameters(stateDict.entries, true).map(({ tensor }) => tensor));
  const sums: { [role in 'trainable' | 'frozen' | 'buffers']: Extent } = { trainable: 0, frozen: 0, buffers: 0 };
  const parameters = new Set(selectParameters(stateDict.entries, false).map(({ tensor }) => tensor));
  for (const { tensor } of stateDict.entries) {
    const role = trained.has(tensor) ? 'trainable' : candidates.has(tensor) ? 'frozen' : 'buffers';
    const isTied = role === 'buffers' && !parameters.has(tensor) && tensor.requiresGrad;
    if (!isTied) sums[role] = add(sums[role], tensorElements(tensor));
  }
  const certain = sums.frozen === 0 && [...matches.values()].every((match) => match.certain);
  return { trainable: Number(sums.trainable), frozen: Number(sums.frozen), buffers: Number(sums.buffers), certain };
}

/** An exact integer: a number, or digits beyond 2^53. */
function asInteger(value: PyValue | undefined): number | string | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' ? String(value) : undefined;
}
