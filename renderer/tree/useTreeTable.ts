import { useMemo } from 'react';
import { useGridTable, type GridTable } from '../grid/useGridTable.ts';
import { useWideWindow } from '../grid/useWideWindow.ts';
import { useActions, useApp } from '../store/appContext.ts';
import type { TreeSort } from '../store/treeState.ts';
import { COLUMNS, visibleColumns } from './treeColumns.ts';

/** The columns of the tree, bound to the person's settings and to the sort order of the view. */
export function useTreeTable(sort: TreeSort, onSort: (sort: TreeSort | undefined) => void): GridTable {
  const chosen = useApp((state) => state.settings.columns);
  const widths = useApp((state) => state.settings.columnWidths);
  const actions = useActions();
  const isWide = useWideWindow();
  const visible = useMemo(() => visibleColumns(chosen, isWide), [chosen, isWide]);
  return useGridTable({
    columns: COLUMNS,
    sort,
    onSort,
    visible,
    onVisible: (next) => {
      const usual = visibleColumns({}, isWide);
      const columns = Object.entries(next).filter(([id, isShown]) => isShown !== usual[id]);
      actions().changeSettings({ columns: Object.fromEntries(columns) });
    },
    widths,
    onWidths: (columnWidths) => actions().changeSettings({ columnWidths }),
  });
}
