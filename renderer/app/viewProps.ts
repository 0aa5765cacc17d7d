import type { ReactNode } from 'react';
import type { ComparisonRef } from '../../shared/comparison.ts';
import type { EngineApi, FileId, FileOverview } from '../../shared/engineApi.ts';

/** An open checkpoint as a view sees it. A new object (and `generation`) stands for every reload. */
export interface ReadyFile {
  readonly id: FileId;
  readonly name: string;
  /** The engine that reads this file: the host's, or the page's own for a file dropped into a browser. */
  readonly engine: EngineApi;
  readonly overview: FileOverview;
  /** Grows with every reload; part of the key of every question about the file. */
  readonly generation: number;
}

/** Props of a view of one file. It is mounted with `key={file.id}`, so that its own state never mixes two files. */
export interface ViewProps {
  readonly file: ReadyFile;
}

/** Props of the comparison of two open files, which one engine reads. It is mounted anew for every pair and every reload. */
export interface CompareViewProps {
  readonly comparison: ComparisonRef;
  readonly left: ReadyFile;
  readonly right: ReadyFile;
  /** What chooses the two files; stands first in the toolbar. */
  readonly pickers: ReactNode;
  readonly onSwap: () => void;
  readonly onAlign: (align: boolean) => void;
}

/** Props of a series of checkpoints, which one engine reads. It is mounted anew for every folder. */
export interface SeriesViewProps {
  /** Names the series among all that the window knows. */
  readonly id: string;
  readonly engine: EngineApi;
  /** The folder's name. */
  readonly title: string;
  /** Checkpoints that are written to the end; the same array as long as they are the same. */
  readonly files: readonly { readonly file: FileId; readonly name: string }[];
  /** Checkpoints that something is still writing. */
  readonly writing: readonly { readonly file: FileId; readonly name: string; readonly bytes: number }[];
  /** Looking for new checkpoints; absent where nothing can be watched. */
  readonly watch?: { readonly active: boolean; readonly set: (active: boolean) => void };
  readonly onCompare: (left: FileId, right: FileId) => void;
}
