import type { OpenCheckpoint } from './openCheckpoint.ts';

/** Two open files that are to be compared, and how. */
export interface ComparedCheckpoints {
  readonly left: OpenCheckpoint;
  readonly right: OpenCheckpoint;
  readonly align: boolean;
}
