import {
  columnSizingFeature,
  columnVisibilityFeature,
  functionalUpdate,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type ReactTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { TreeSort } from '../store/treeState.ts';
import type { GridColumn } from './gridColumns.ts';
import type { RowFacts } from './rowFacts.ts';

/** What the rows ask of TanStack Table: widths, visibility and the state of sorting. The engine arranges the rows. */
interface GridFeatures {
  readonly columnSizingFeature: typeof columnSizingFeature;
  readonly columnVisibilityFeature: typeof columnVisibilityFeature;
  readonly rowSortingFeature: typeof rowSortingFeature;
}

const FEATURES: GridFeatures = tableFeatures({ columnSizingFeature, columnVisibilityFeature, rowSortingFeature });

/** Columns that a person may order, widen and hide. */
export interface GridTable {
  readonly columns: readonly GridColumn[];
  readonly table: ReactTable<GridFeatures, RowFacts>;
  readonly resizable: boolean;
}

export interface GridTableParams {
  /** In the order in which they stand, the name first. The same array as long as they are the same. */
  readonly columns: readonly GridColumn[];
  readonly sort: TreeSort;
  /** Undefined: back to the order that the rows have by themselves. */
  readonly onSort: (sort: TreeSort | undefined) => void;
  /** Columns that are hidden have `false` here. */
  readonly visible?: Readonly<Record<string, boolean>>;
  readonly onVisible?: (visible: Readonly<Record<string, boolean>>) => void;
  /** Pixels, by id. */
  readonly widths?: Readonly<Record<string, number>>;
  /** Absent: widths stay as they are. */
  readonly onWidths?: (widths: Readonly<Record<string, number>>) => void;
}

/** The table's own row models stay empty: a million rows are drawn from columns of the tree's index. */
const NO_ROWS: readonly RowFacts[] = [];
const MAX_WIDTH = 640;

/** The columns of a {@link RowGrid}: their order, visibility and widths, bound to where a view keeps them. */
export function useGridTable(params: GridTableParams): GridTable {
  const { columns, sort, onSort, visible, onVisible, widths, onWidths } = params;
  const definitions = useMemo(() => columns.map(defineColumn), [columns]);
  const state = useMemo(() => {
    const sorted = columns.filter((column) => column.sort === sort.key);
    return {
      columnVisibility: { ...visible },
      columnSizing: { ...widths },
      sorting: sorted.map(({ id }) => ({ id, desc: sort.descending })),
    };
  }, [columns, visible, widths, sort]);
  const table = useTable({
    features: FEATURES,
    columns: definitions,
    data: NO_ROWS,
    state,
    manualSorting: true,
    enableMultiSort: false,
    onSortingChange: (change) => {
      const [next] = functionalUpdate(change, state.sorting);
      const key = columns.find(({ id }) => id === next?.id)?.sort;
      onSort(next && key ? { key, descending: next.desc } : undefined);
    },
    onColumnSizingChange: (change) => onWidths?.(functionalUpdate(change, state.columnSizing)),
    onColumnVisibilityChange: (change) => onVisible?.(functionalUpdate(change, state.columnVisibility)),
  });
  return { columns, table, resizable: onWidths !== undefined };
}

function defineColumn(column: GridColumn, position: number): ColumnDef<GridFeatures, RowFacts> {
  return {
    id: column.id,
    size: column.size,
    minSize: column.minSize,
    maxSize: MAX_WIDTH,
    enableHiding: position > 0,
    enableSorting: column.sort !== undefined,
    accessorFn: (row: RowFacts) => row.node,
    sortDescFirst: column.largestFirst === true,
  };
}
