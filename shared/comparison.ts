import type { FileId } from './fileId.ts';
import type { Finding } from './finding.ts';
import type { Cost, Counters, FormatName } from './inspectDocument.ts';
import type { TreeIndex } from './treeIndex.ts';

/** Two open files that are compared, the earlier one left. Its questions need both to be open. */
export interface ComparisonRef {
  readonly left: FileId;
  readonly right: FileId;
  /** Whether to look through `module.`, `_orig_mod.` and renamed roots, and to propose renames. */
  readonly align: boolean;
}

/** How a tensor of one file stands to the other file. */
export const MATCH_STATUSES = ['identical', 'changed', 'reshaped', 'retyped', 'added', 'removed', 'renamed'] as const;
export type MatchStatus = (typeof MATCH_STATUSES)[number];

/** Which tensors a tree shows: weights, buffers and other tensors, or what optimizers keep, by parameter. */
export type TensorSection = 'tensors' | 'moments';

/** A node of one of the two trees of a comparison. */
export interface ComparisonNode {
  readonly comparison: ComparisonRef;
  readonly section: TensorSection;
  readonly node: number;
}

/** What {@link ComparisonRef} comes to, in numbers. */
export interface ComparisonOverview {
  readonly left: ComparedFile;
  readonly right: ComparedFile;
  /** Whether nothing differs: no tensor, no value. */
  readonly same: boolean;
  /** Tensors by status. */
  readonly tensors: StatusCounts;
  readonly moments: StatusCounts;
  /** Values that are no tensors and differ. */
  readonly values: number;
  /** Tensors that `align` would bring together; 0 if it has. */
  readonly alignable: number;
  /** `node` is a row of the section's tree. */
  readonly findings: readonly (Finding & { readonly section?: TensorSection; readonly node?: number })[];
  readonly cost: Cost;
}

export type StatusCounts = { readonly [Status in MatchStatus]: number };

export interface ComparedFile {
  readonly name: string;
  readonly bytes: number;
  readonly format: FormatName;
  readonly counters: Counters;
  /** Of the first parameter group, where the file states one. */
  readonly learningRate?: number;
}

/** No status: a node that is no tensor and has none below. */
export const NO_STATUS = 255;

/**
 * The tensors of both files in one tree, with figures by node; NaN where a figure is not known or does not apply. Figures of
 * groups are those of their parameters taken together as one vector; integer counters are left out of them.
 */
export interface ComparisonTree {
  readonly index: TreeIndex;
  /** Position in {@link MATCH_STATUSES}; of a group: `identical` if all of its tensors are, else `changed`. */
  readonly status: Uint8Array;
  /** Tensors at or below the node that are not identical. */
  readonly differing: Uint32Array;
  readonly leftL2: Float64Array;
  readonly rightL2: Float64Array;
  /** ‖b − a‖ / ‖a‖: 0 when both are 0, Infinity when only ‖a‖ is. */
  readonly relL2: Float64Array;
  readonly maxAbs: Float64Array;
  /** Share of the elements that differ, 0 to 1; exactly 1 only if all do, exactly 0 only if none does. */
  readonly changed: Float64Array;
}

/** Everything known about a row of a comparison. */
export interface MatchDetail {
  readonly node: number;
  /** The left name, or that of an added tensor; of a group, its name. */
  readonly name: string;
  readonly status: MatchStatus;
  /** Tensors at or below the node. */
  readonly tensors: StatusCounts;
  /** The tensor on each side; absent where a side has none, and for groups. */
  readonly left?: MatchedTensor;
  readonly right?: MatchedTensor;
  /** How a tensor of another path became the partner, and how sure that is, from 0 to 1. */
  readonly alignedBy?: 'prefix' | 'content' | 'name';
  readonly certainty?: number;
  /** Why there are no figures, although both sides are there. */
  readonly why?: string;
  readonly figures?: MatchFigures;
  /** Optimizer state of a parameter on both sides, in the order of the left. */
  readonly moments: readonly MomentChange[];
  readonly findings: readonly Finding[];
}

export interface MatchedTensor {
  /** Row in the file's own tree. */
  readonly node: number;
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly (number | string)[];
}

/** Over pairs of finite elements; absent where a figure does not apply. */
export interface MatchFigures {
  /** Elements that were compared. */
  readonly count: number;
  /** Elements that are not the same, in their bits or, for different types, in their values. */
  readonly changed: number;
  readonly l2?: number;
  readonly relL2?: number;
  readonly leftL2?: number;
  readonly rightL2?: number;
  readonly maxAbs?: number;
  /** Indices of the first element that differs by `maxAbs`. */
  readonly maxAbsAt?: readonly number[];
  readonly meanDelta?: number;
  readonly cosine?: number;
  /** Elements that are NaN on the right and were none on the left. */
  readonly newNan: number;
  /** Whether types differ, so that values and not bits were compared. */
  readonly byValue: boolean;
}

/** What an optimizer keeps for a parameter, on both sides. */
export interface MomentChange {
  /** `exp_avg`, `step`, … */
  readonly name: string;
  readonly status: MatchStatus;
  /** Row in the tree of the section `moments`; absent for state that is no tensor. */
  readonly node?: number;
  readonly leftL2?: number;
  readonly rightL2?: number;
  readonly relL2?: number;
  /** The one number on each side, for state that has one (`step`). */
  readonly left?: number;
  readonly right?: number;
}

/** Histograms of two tensors over the same edges, and of their difference. Counts of bins as in an `ExactHistogram`. */
export interface PairHistograms {
  readonly edges: Float64Array;
  /** Empty where a side has no such tensor. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** Of right − left, edges spread evenly over ± the largest difference; absent where elements cannot be paired. */
  readonly difference?: { readonly edges: Float64Array; readonly counts: Float64Array };
}

/** A value that is no tensor and differs, as text. A side is absent where it has no such path. */
export interface ChangedValue {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

export interface ChangedValues {
  readonly values: readonly ChangedValue[];
  /** Differing values that are not listed. */
  readonly more: number;
}
