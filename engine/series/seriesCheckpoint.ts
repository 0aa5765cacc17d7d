import type { CheckpointFacts } from '../checkpoint/checkpointFacts.ts';
import type { TensorSeries } from './seriesTable.ts';

/** A checkpoint of a series, in order. */
export interface SeriesCheckpoint {
  readonly name: string;
  readonly epoch: number | undefined;
  readonly globalStep: number | undefined;
  /** Of the first parameter group, where the file states one. */
  readonly learningRate?: number;
  readonly facts: CheckpointFacts;
}

/** What findings about a tensor are told by. */
export type FiguredSeries = Pick<TensorSeries, 'path' | 'values' | 'l2' | 'relL2' | 'nan' | 'changed'>;

/** How people call a checkpoint: by its epoch, its step, its file. */
export function nameCheckpoint(checkpoint: SeriesCheckpoint | undefined): string {
  if (checkpoint?.epoch !== undefined) return `epoch ${checkpoint.epoch}`;
  return checkpoint?.globalStep === undefined ? (checkpoint?.name ?? '') : `step ${checkpoint.globalStep}`;
}
