import { functionalUpdate, useTable, type ReactTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { TreeView } from '../../shared/treeIndex.ts';
import { useActions, useApp } from '../store/appContext.ts';
import type { RowFacts } from './rowFacts.ts';
import { COLUMN_DEFS, columnOf, COLUMNS, TREE_FEATURES, visibleColumns, type TreeFeatures } from './treeColumns.ts';
import { useWideWindow } from './useWideWindow.ts';

/** TanStack's table of the tree: columns, their widths, visibility and sort state. */
export type TreeTable = ReactTable<TreeFeatures, RowFacts>;

/** The table's own row models stay empty: a million rows are arranged by the engine and drawn from its columns. */
const NO_ROWS: readonly RowFacts[] = [];

/** The columns of the tree, bound to the person's settings and to the sort order of the view. */
export function useTreeTable(sort: TreeView['sort'], onSort: (sort: TreeView['sort']) => void): TreeTable {
  const chosen = useApp((state) => state.settings.columns);
  const widths = useApp((state) => state.settings.columnWidths);
  const actions = useActions();
  const isWide = useWideWindow();
  const state = useMemo(() => {
    // Two columns may sort by the same key.
    const sorted = COLUMNS.filter((column) => column.sort === sort.key);
    return {
      columnVisibility: { ...visibleColumns(chosen, isWide) },
      columnSizing: { ...widths },
      sorting: sorted.map(({ id }) => ({ id, desc: sort.descending })),
    };
  }, [chosen, isWide, widths, sort]);
  return useTable({
    features: TREE_FEATURES,
    columns: COLUMN_DEFS,
    data: NO_ROWS,
    state,
    manualSorting: true,
    enableMultiSort: false,
    onSortingChange: (change) => {
      const [next] = functionalUpdate(change, state.sorting);
      const key = next && columnOf(next.id)?.sort;
      onSort(next && key ? { key, descending: next.desc } : { key: 'file', descending: false });
    },
    onColumnSizingChange: (change) =>
      actions().changeSettings({ columnWidths: functionalUpdate(change, state.columnSizing) }),
    onColumnVisibilityChange: (change) => {
      const visible = functionalUpdate(change, state.columnVisibility);
      const usual = visibleColumns({}, isWide);
      const columns = Object.entries(visible).filter(([id, isShown]) => isShown !== usual[id]);
      actions().changeSettings({ columns: Object.fromEntries(columns) });
    },
  });
}
