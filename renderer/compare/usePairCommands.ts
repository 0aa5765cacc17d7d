import { useEffect, useMemo, useRef } from 'react';
import type { Command } from '../store/appState.ts';
import { useViewCommands } from '../store/useViewCommands.ts';

export interface PairCommands {
  readonly swap: () => void;
  readonly save: () => void;
}

/** Offers what can be done with two files, whatever is shown of them. */
export function usePairCommands(params: PairCommands): void {
  const latest = useRef(params);
  useEffect(() => {
    latest.current = params;
  });
  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'swap', title: 'Swap A and B', chord: 'X', run: () => latest.current.swap() },
      { id: 'export-comparison', title: 'Save the comparison as diff.json…', run: () => latest.current.save() },
    ],
    [],
  );
  useViewCommands(commands);
}
