import { useEffect, useMemo, useRef, type RefObject } from 'react';
import type { Command } from '../store/appState.ts';
import { useViewCommands } from '../store/useViewCommands.ts';
import type { Clipboard } from './useClipboard.ts';
import type { Board } from './useTreeBoard.ts';

/** Offers what the tree can do in the palette, with `/` for its filter. */
export function useTreeCommands(
  board: Board,
  field: RefObject<HTMLInputElement | null>,
  save: Clipboard['save'],
): void {
  const latest = useRef({ board, save });
  useEffect(() => {
    latest.current = { board, save };
  });
  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'find', title: 'Filter the tree', chord: '/', run: () => focusField(field.current) },
      { id: 'expand-all', title: 'Expand all rows', run: () => latest.current.board.foldAll(true) },
      { id: 'collapse-all', title: 'Collapse all rows', run: () => latest.current.board.foldAll(false) },
      { id: 'export-csv', title: 'Export the tree as CSV…', run: () => latest.current.save('csv', 'tree') },
      { id: 'export-json', title: 'Export the tree as JSON…', run: () => latest.current.save('json', 'tree') },
    ],
    [field],
  );
  useViewCommands(commands);
}

function focusField(field: HTMLInputElement | null): void {
  field?.focus();
  field?.select();
}
