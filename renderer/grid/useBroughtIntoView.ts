import { useEffect, useRef } from 'react';
import type { TreeFilter } from '../../shared/treeIndex.ts';
import type { ArrangedRows } from './useArrangement.ts';

/** A node to bring into view, once for every new serial. */
export interface Shown {
  readonly node: number;
  readonly serial: number;
}

export interface BroughtIntoView {
  readonly arrangement: ArrangedRows;
  readonly shown: Shown | undefined;
  readonly activeRow: number;
  readonly scrollTo: (row: number, align: 'nearest' | 'centre') => void;
  /** Takes the keyboard to the rows, after a row was gone to. */
  readonly focus: () => void;
}

/**
 * Scrolls when something else than a person's hand decides what is in view: a row that was gone to, and the active row, or
 * the first one, when another filter holds.
 */
export function useBroughtIntoView({ arrangement, shown, activeRow, scrollTo, focus }: BroughtIntoView): void {
  const doneSerial = useRef(0);
  const doneFilter = useRef<TreeFilter | undefined>(arrangement.view.filter);
  useEffect(() => {
    const { filter } = arrangement.view;
    if (doneFilter.current !== filter) {
      doneFilter.current = filter;
      scrollTo(Math.max(0, activeRow), 'centre');
    }
    if (shown === undefined || shown.serial === doneSerial.current) return;
    const row = arrangement.rows.indexOf(shown.node);
    // Its parents are still being unfolded: the next arrangement has it.
    if (row < 0) return;
    doneSerial.current = shown.serial;
    scrollTo(row, 'centre');
    focus();
  });
}
