import type { TensorSection } from './comparison.ts';
import type { FileId } from './fileId.ts';
import type { Finding } from './finding.ts';
import type { Cost } from './inspectDocument.ts';
import type { ErrorData } from './inspectError.ts';
import type { TreeIndex } from './treeIndex.ts';

/** A series that the engine has read: its questions refer to it by this. The engine keeps the last few. */
export type SeriesId = string;

/** What a series of checkpoints comes to. */
export interface SeriesOverview {
  readonly series: SeriesId;
  /** Ordered by the step inside. */
  readonly checkpoints: readonly SeriesCheckpoint[];
  /** Files that could not be read, and why; the series goes on without them. */
  readonly unreadable: readonly { readonly file: FileId; readonly name: string; readonly error: ErrorData }[];
  /** Tensors in each section. */
  readonly tensors: number;
  readonly moments: number;
  /** `node` is a row of the section's tree. */
  readonly findings: readonly (Finding & { readonly section?: TensorSection; readonly node?: number })[];
  /** Files whose figures came from remembered summaries, without being read. */
  readonly remembered: number;
  readonly cost: Cost;
}

export interface SeriesCheckpoint {
  readonly file: FileId;
  readonly name: string;
  readonly bytes: number;
  /** ISO 8601. */
  readonly modified?: string;
  readonly epoch?: number;
  readonly globalStep?: number;
  /** Of the first parameter group, where the file states one. */
  readonly learningRate?: number;
  /** What the file says of itself. */
  readonly findings: readonly Finding[];
}

/**
 * The tensors of all checkpoints in one tree, with figures by node and checkpoint: the figure of node `i` in checkpoint `j` is at
 * `i · checkpoints + j`; NaN where it is not known or does not apply. Figures of groups are those of their parameters taken
 * together as one vector; integer counters are left out of them.
 */
export interface SeriesTree {
  readonly index: TreeIndex;
  readonly checkpoints: number;
  readonly l2: Float64Array;
  /** Against the checkpoint before: ‖b − a‖ / ‖a‖; 0 where no value changed. */
  readonly relL2: Float64Array;
  /** NaN elements. */
  readonly nan: Float64Array;
}
