import type { TensorSection } from '../../shared/comparison.ts';
import { isSameStep, type PathStep } from '../../shared/pathStep.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import type { CheckpointFacts } from './checkpointFacts.ts';
import { listOptimizerTensors } from './optimizerTensors.ts';
import { isUsualKey } from './stateDict.ts';

/** Where a tensor stands in the trees of what spans several files. */
export interface SectionPlace {
  readonly section: TensorSection;
  readonly path: readonly PathStep[];
  /** Whether it counts an optimizer's steps. torch keeps that as a float, whose norm would drown those of the moments beside it in a group. */
  readonly isCounter: boolean;
}

/** What {@link SectionPlace} is told by. */
type SectionFacts = Pick<CheckpointFacts, 'optimizers' | 'owners' | 'stateDict'>;

/**
 * The rule by which the tensors of a checkpoint are divided: what its optimizers keep are `moments` and stand under the name of their
 * parameter (`fc.weight.exp_avg`) where that is known. Weights stand under their names in the state dict (`fc.weight`) where
 * it has one of the usual keys. All other tensors stand at their own path.
 */
export function createSectionRule(
  facts: SectionFacts,
): (place: { readonly path: readonly PathStep[]; readonly value: TensorValue | NdarrayValue }) => SectionPlace {
  const kept = listOptimizerTensors(facts);
  const top = facts.stateDict?.path[0];
  const isWeight = (path: readonly PathStep[]): boolean =>
    isUsualKey(top) && path.length > 1 && isSameStep(path[0], top);
  return ({ path, value }) => {
    const moment = value.kind === 'tensor' ? kept.get(value) : undefined;
    if (value.kind !== 'tensor' || moment === undefined)
      return { section: 'tensors', path: isWeight(path) ? path.slice(1) : path, isCounter: false };
    const owner = facts.owners.get(value);
    const shown = owner === undefined ? path : [`${owner.parameter}.${owner.moment}`];
    return { section: 'moments', path: shown, isCounter: moment === 'step' };
  };
}
