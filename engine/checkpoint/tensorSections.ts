import type { TensorSection } from '../../shared/comparison.ts';
import type { PathStep } from '../../shared/pathStep.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import type { CheckpointFacts } from './checkpointFacts.ts';
import { listOptimizerTensors } from './optimizerTensors.ts';

/** Where a tensor stands in the trees of what spans several files. */
export interface SectionPlace {
  readonly section: TensorSection;
  readonly path: readonly PathStep[];
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
    if (value.kind !== 'tensor' || !kept.has(value)) return { section: 'tensors', path };
    const owner = facts.owners.get(value);
    return { section: 'moments', path: owner === undefined ? path : [`${owner.parameter}.${owner.moment}`] };
  };
}
