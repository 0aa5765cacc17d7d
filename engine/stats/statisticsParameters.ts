import type { FigureBatch } from '../../shared/statistics.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { Pacer } from '../pacer.ts';
import type { NdarrayValue, TensorValue } from '../values/pyValue.ts';
import type { ReductionPool } from './reductionPool.ts';

/** A tensor or array under the number that the caller gives it. */
export interface NumberedTensor {
  readonly tensor: number;
  readonly value: TensorValue | NdarrayValue;
}

export interface StatisticsParameters {
  readonly opened: OpenedFile;
  readonly tensors: readonly NumberedTensor[];
  /** Bins of each histogram, at most. */
  readonly bins: number;
  readonly pool: ReductionPool;
  /** For elements that are no plain runs; those are reduced on this thread. */
  readonly kernel: Kernel;
  /** Awaited, so that a slow receiver is not buried in figures. */
  readonly onFigures: (batch: FigureBatch) => void | Promise<void>;
  /** Bytes of tensors done so far, of all that will be. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Interrupts the planning of many tensors, so that others have their turn. */
  readonly pacer?: Pacer;
  readonly signal?: AbortSignal;
}

/** Tensors planned between two looks at the clock. */
export const TENSORS_PER_LOOK = 256;
