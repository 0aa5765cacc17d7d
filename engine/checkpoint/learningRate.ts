import { asReal, fieldOf } from './dictFields.ts';
import type { Optimizer } from './optimizers.ts';

/**
 * The learning rate of the first parameter group: Lightning's `optimizer_states[0].param_groups[0].lr`, and wherever else a file keeps
 * an optimizer. Undefined without an optimizer, and where the rate is no plain number (a tensor would have to be read).
 */
export function findLearningRate(optimizers: readonly Optimizer[]): number | undefined {
  return asReal(fieldOf(optimizers[0]?.groups[0]?.options, 'lr'));
}
