import type { CounterCheck } from '../../shared/engineApi.ts';
import type { Finding } from '../../shared/finding.ts';
import type { Counters } from '../../shared/inspectDocument.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import type { Optimizer } from './optimizers.ts';
import type { ParameterMatch } from './matchParameters.ts';
import type { Sections } from './sections.ts';
import type { StateDict } from './stateDict.ts';

/** What an optimizer's tensor belongs to. */
export interface MomentOwner {
  readonly optimizer: Optimizer;
  /** The moment's name: `exp_avg`, `momentum_buffer`, `step`. */
  readonly moment: string;
  /** The parameter's name in the state dict. */
  readonly parameter: string;
  readonly match: ParameterMatch;
  readonly certain: boolean;
}

/** What a file says about training, beyond its values: which of them are counters, weights, optimizer state. */
export interface CheckpointFacts {
  readonly counters: Counters;
  readonly counterChecks: readonly CounterCheck[];
  readonly sections: Sections;
  /** Where the weights are; undefined where no dict of tensors was found. */
  readonly stateDict: StateDict | undefined;
  /** The distinct tensors of {@link stateDict}. */
  readonly stateDictTensors: ReadonlySet<TensorValue>;
  readonly optimizers: readonly Optimizer[];
  /** Tensors of optimizer state that could be assigned to a parameter. */
  readonly owners: ReadonlyMap<TensorValue, MomentOwner>;
  /** Elements of the state dict by role; undefined where no optimizer tells parameters from buffers. */
  readonly parameters: ParameterCounts | undefined;
  readonly findings: readonly Finding[];
}

/** Elements. Tied weights count once. */
export interface ParameterCounts {
  readonly trainable: number;
  readonly frozen: number;
  readonly buffers: number;
  readonly certain: boolean;
}
