import type { EngineApi } from '../../shared/engineApi.ts';
import type { StrandPool } from '../compare/strandPool.ts';
import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import type { Pace } from '../pacer.ts';
import type { SummaryCache } from '../series/checkpointSummary.ts';
import type { OpenSource, Resources } from './resources.ts';

export type SeriesQuestions = Pick<EngineApi, 'readSeries' | 'seriesTree' | 'arrangeSeries' | 'exportSeries'>;

export interface SeriesParts {
  readonly resources: Resources;
  readonly pace: Pace;
  readonly poolAcross: (sources: readonly OpenSource[]) => StrandPool;
  readonly kernel: () => DifferenceKernel;
  /** Where summaries of finished files are kept; absent where the platform has no such place. */
  readonly summaries?: SummaryCache;
}

/** Questions about rows of checkpoints. The last few series that were read are kept; their files are not held open. */
export function createSeriesQuestions(_parts: SeriesParts): SeriesQuestions {
  const later = (): never => {
    throw new Error('later');
  };
  return { readSeries: later, seriesTree: later, arrangeSeries: later, exportSeries: later };
}
