import type { ComparisonOverview, ComparisonRef } from '../../shared/comparison.ts';
import type { FileId } from '../../shared/engineApi.ts';
import type { Grant } from '../../shared/hostApi.ts';
import type { ErrorData } from '../../shared/inspectError.ts';

/** Two files side by side. A side is undefined until somebody chose it. */
export interface ComparisonSubject {
  readonly kind: 'comparison';
  /** A: what the right one is compared with, usually the earlier checkpoint. */
  readonly left: FileId | undefined;
  /** B. */
  readonly right: FileId | undefined;
  /** Whether to look through prefixes and renamed roots. */
  readonly align: boolean;
}

/** All checkpoints of a folder, or of {@link OPEN_FILES}. */
export interface SeriesSubject {
  readonly kind: 'series';
  readonly folder: FileId;
}

/** Stands for the folder of the files that were opened by themselves. No host grants such an id. */
export const OPEN_FILES: FileId = ':open';

/** An answered comparison. */
export interface Compared {
  readonly comparison: ComparisonRef;
  readonly overview: ComparisonOverview;
}

/** What is looked at of two files. */
export type CompareTab = 'tensors' | 'moments' | 'values';

/** Several checkpoints at once: what is marked, and what is compared. */
export interface CompareSlice {
  /** Files that were marked to be compared, in the order of marking. */
  readonly marks: readonly FileId[];
  /** Marks a file, or takes its mark away. */
  toggleMark(file: FileId): void;
  /** Marks these files and no others. */
  setMarks(files: readonly FileId[]): void;
  /** Shows two files side by side, the one that was trained less on the left. */
  compareFiles(first: FileId, second: FileId): void;
  /**
   * Compares a file with the one before it in its folder, or with the one that it was compared with last. Where there is none, the
   * left side waits for a choice.
   */
  compareFile(file: FileId): void;
  /** Compares the last two checkpoints of a folder, or of {@link OPEN_FILES}. */
  compareLast(folder: FileId): void;
  /** Compares with an empty left side, for a person to choose. */
  compareWith(file: FileId): void;
  /** Compares what was dropped: one file with `partner`, two with each other. Anything else is opened. */
  compareGrants(grants: readonly Grant[], partner: FileId): void;
  /** Changes the comparison on screen in place: back does not return to what it was before. */
  changeComparison(change: Partial<Omit<ComparisonSubject, 'kind'>>): void;
  /** What the comparison on screen came to, for the bars around it: its view tells it. */
  readonly compared: Compared | undefined;
  noteComparison(compared: Compared): void;
  /** What comparisons show; it stays when the files are swapped or others are chosen. */
  readonly compareTab: CompareTab;
  setCompareTab(tab: CompareTab): void;
  /** Chooses a file for a side of the comparison on screen; choosing the other side's file swaps them. */
  chooseSide(side: 'left' | 'right', file: FileId): void;
}

/** A folder that is looked at again and again. */
export interface WatchState {
  /** Why the latest look failed; it is tried again later. */
  readonly problem: ErrorData | undefined;
}

export interface WatchSlice {
  /** Files of listed folders that something is still writing: neither damaged nor whole. */
  readonly writing: ReadonlySet<FileId>;
  readonly watched: ReadonlyMap<FileId, WatchState>;
  setWatched(folder: FileId, active: boolean): void;
  /** Told that a folder was listed from the start. */
  noteListing(folder: FileId): void;
  /** Told that something new is known of the files of a folder: whether they can be read, or that it was closed. */
  judge(folder: FileId): void;
  /**
   * Lists a folder once more and merges what is found: nothing on screen stirs unless something changed. Resolves to whether the
   * storage answered.
   */
  lookAgain(folder: FileId): Promise<boolean>;
}
