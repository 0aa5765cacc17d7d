import { useEffect, useMemo, useRef, type RefObject } from 'react';
import type { Command } from '../store/appState.ts';
import { useViewCommands } from '../store/useViewCommands.ts';

export interface CompareCommands {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly toggleIdentical: () => void;
  readonly goToNext: () => void;
  readonly foldAll: (open: boolean) => void;
}

/** Offers what the rows of a comparison can do in the palette, with keys of one letter. */
export function useCompareCommands(params: CompareCommands): void {
  const latest = useRef(params);
  useEffect(() => {
    latest.current = params;
  });
  const { field } = params;
  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'find', title: 'Filter the comparison', chord: '/', run: () => field.current?.select() },
      {
        id: 'hide-identical',
        title: 'Hide or show what is identical',
        chord: 'I',
        run: () => latest.current.toggleIdentical(),
      },
      { id: 'next-change', title: 'Go to the next change', chord: 'N', run: () => latest.current.goToNext() },
      { id: 'expand-all', title: 'Expand all rows', run: () => latest.current.foldAll(true) },
      { id: 'collapse-all', title: 'Collapse all rows', run: () => latest.current.foldAll(false) },
    ],
    [field],
  );
  useViewCommands(commands);
}
