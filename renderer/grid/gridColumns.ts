import type { ReactNode } from 'react';
import type { SortKey } from '../../shared/treeIndex.ts';

/** A column of a tree's rows. The first one is the name: it takes the room that the others leave, and is always there. */
export interface GridColumn {
  readonly id: string;
  readonly header: ReactNode;
  /** The name where the header is too short, or no text, to be one. */
  readonly longName?: string;
  /** Absent: rows cannot be ordered by it. Two columns may sort by the same key. */
  readonly sort?: Exclude<SortKey, 'file'>;
  /** Whether the largest come first when it is sorted by for the first time. */
  readonly largestFirst?: boolean;
  readonly align: 'start' | 'end';
  /** Width in pixels: at first, at least. */
  readonly size: number;
  readonly minSize: number;
  /** What it shows, for its tooltip. */
  readonly title: string;
}
