import { useEffect, useMemo, useRef, type RefObject } from 'react';
import type { Command } from '../store/appState.ts';
import { useViewCommands } from '../store/useViewCommands.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import type { Clipboard } from './useClipboard.ts';
import type { Board } from '../grid/useBoard.ts';

export interface TreeCommands {
  readonly board: Board;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly save: Clipboard['save'];
  readonly statistics: FileStatistics;
}

/** Offers what the tree can do in the palette, with `/` for its filter. */
export function useTreeCommands({ board, field, save, statistics }: TreeCommands): void {
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
      { id: 'statistics', title: 'Compute statistics of the file', run: () => statistics.compute() },
      {
        id: 'statistics-selection',
        title: 'Compute statistics of the selected rows',
        run: () => statistics.compute(latest.current.board.selection.nodes),
      },
    ],
    [field, statistics],
  );
  useViewCommands(commands);
}

function focusField(field: HTMLInputElement | null): void {
  field?.focus();
  field?.select();
}
