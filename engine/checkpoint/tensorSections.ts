import type { TensorSection } from '../../shared/comparison.ts';
import type { PathStep } from '../../shared/pathStep.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import type { CheckpointFacts } from './checkpointFacts.ts';
import { listOptimizerTensors } from './optimizerTensors.ts';

/** Where a tensor stands in the trees of what spans several files. */
export interface SectionPlace {
  readonly section: TensorSection;
  readonly path: readonly PathStep[];
  /** Whether it counts an optimizer's steps. torch keeps that as a float, whose norm would drown those of the moments beside it in a group. */
  readonly isCounter: boolean;
}

/** What {@link SectionPlace} is told by. */
type SectionFacts = Pick<CheckpointFacts, 'optimizers' | 'owners'>;

/**
 * The rule by which the tensors of a checkpoint are divided: what its optimizers keep are `moments` and stand under the name of their
 * parameter (`fc.weight.exp_avg`) where that is known, else at their own path, as all other tensors do.
 */
export function createSectionRule(
  facts: SectionFacts,
): (place: { readonly path: readonly PathStep[]; readonly value: TensorValue | NdarrayValue }) => SectionPlace {
  const kept = listOptimizerTensors(facts);
  return ({ path, value }) => {
    const moment = value.kind === 'tensor' ? kept.get(value) : undefined;
    if (value.kind !== 'tensor' || moment === undefined) return { section: 'tensors', path, isCounter: false };
    const owner = facts.owners.get(value);
    const shown = owner === undefined ? path : [`${owner.parameter}.${owner.moment}`];
    return { section: 'moments', path: shown, isCounter: moment === 'step' };
  };
}
