import type { EngineApi } from '../../shared/engineApi.ts';
import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import type { StrandPool } from '../compare/strandPool.ts';
import type { Pace } from '../pacer.ts';
import type { OpenCheckpoint } from './openCheckpoint.ts';
import type { OpenFiles } from './openFiles.ts';
import type { OpenSource } from './resources.ts';

export type ComparisonQuestions = Pick<
  EngineApi,
  | 'compareFiles'
  | 'comparisonTree'
  | 'arrangeComparison'
  | 'describeMatch'
  | 'compareHistograms'
  | 'readDifferenceSlice'
  | 'comparedValues'
  | 'exportComparison'
>;

export interface ComparisonParts {
  readonly files: OpenFiles<OpenCheckpoint>;
  readonly pace: Pace;
  readonly poolAcross: (sources: readonly OpenSource[]) => StrandPool;
  readonly kernel: () => DifferenceKernel;
}

/** Questions about two open files. What was compared is kept as long as both are open. */
export function createComparisonQuestions(_parts: ComparisonParts): ComparisonQuestions {
  const later = (): never => {
    throw new Error('later');
  };
  return {
    compareFiles: later,
    comparisonTree: later,
    arrangeComparison: later,
    describeMatch: later,
    compareHistograms: later,
    readDifferenceSlice: later,
    comparedValues: later,
    exportComparison: later,
  };
}
