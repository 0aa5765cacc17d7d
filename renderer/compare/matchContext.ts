import type { ComparisonOverview } from '../../shared/comparison.ts';
import type { Pair } from './pair.ts';
import type { ComparedTree } from './useComparisonTree.ts';

/** What the details of a row stand in. */
export interface MatchContext {
  readonly pair: Pair;
  readonly overview: ComparisonOverview;
  readonly compared: ComparedTree;
  /** Selects a node in the tree and brings it into view. */
  readonly onGoTo: (node: number) => void;
  /** Shows a row of the moments. */
  readonly onMoment: (node: number) => void;
}
