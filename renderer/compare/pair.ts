import type { ComparisonOverview, ComparisonRef, ComparedFile } from '../../shared/comparison.ts';
import type { EngineApi } from '../../shared/engineApi.ts';
import type { ReadyFile } from '../app/viewProps.ts';

/** The two files of a comparison as its parts see them. */
export interface Pair {
  readonly comparison: ComparisonRef;
  readonly engine: EngineApi;
  readonly left: ReadyFile;
  readonly right: ReadyFile;
  /** Names the comparison in the keys of its questions; a reload is another one. */
  readonly key: string;
}

/** Two open files that one engine reads, as a pair. */
export function pairOf(left: ReadyFile, right: ReadyFile, align: boolean): Pair {
  return {
    comparison: { left: left.id, right: right.id, align },
    engine: left.engine,
    left,
    right,
    key: `compare:${left.id}#${left.generation}|${right.id}#${right.generation}|${align}`,
  };
}

/** How the two sides are called in headings: `A 35` and `B 39`, or only A and B where the epochs tell nothing. */
export interface SideNames {
  readonly left: string;
  readonly right: string;
}

/** Names of both sides, by the epochs inside. */
export function sideNames({ left, right }: Pick<ComparisonOverview, 'left' | 'right'>): SideNames {
  const epochs = [epochOf(left), epochOf(right)] as const;
  const isTelling = epochs[0] !== undefined && epochs[1] !== undefined && epochs[0] !== epochs[1];
  return isTelling ? { left: `A ${epochs[0]}`, right: `B ${epochs[1]}` } : { left: 'A', right: 'B' };
}

function epochOf({ counters }: ComparedFile): string | undefined {
  return counters.epoch === undefined ? undefined : String(counters.epoch);
}
