import {
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
  type ColumnDef,
} from '@tanstack/react-table';
import type { SortKey } from '../../shared/treeIndex.ts';
import type { RowFacts } from './rowFacts.ts';

/** Columns of the tree; each sorts by the key of the same name, the type column by element type. */
export type ColumnId = 'name' | 'type' | 'shape' | 'elements' | 'bytes' | 'storage';

/** What the tree asks of TanStack Table: widths, visibility and the state of sorting. Rows are arranged by the engine. */
export interface TreeFeatures {
  readonly columnSizingFeature: typeof columnSizingFeature;
  readonly columnVisibilityFeature: typeof columnVisibilityFeature;
  readonly rowSortingFeature: typeof rowSortingFeature;
}

export const TREE_FEATURES: TreeFeatures = tableFeatures({
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
});

interface Column {
  readonly id: ColumnId;
  readonly header: string;
  readonly sort: Exclude<SortKey, 'file'>;
  readonly align: 'start' | 'end';
  /** Width in pixels: at first, at least. The name takes what is left. */
  readonly size: number;
  readonly minSize: number;
  readonly title: string;
}

/** In the order in which they stand. */
export const COLUMNS: readonly Column[] = [
  { id: 'name', header: 'Name', sort: 'name', align: 'start', size: 168, minSize: 120, title: 'Key, index or module' },
  { id: 'type', header: 'Type', sort: 'dtype', align: 'start', size: 72, minSize: 44, title: 'Element type' },
  { id: 'shape', header: 'Shape', sort: 'shape', align: 'end', size: 124, minSize: 64, title: 'Dimensions' },
  { id: 'elements', header: 'Elements', sort: 'elements', align: 'end', size: 104, minSize: 64, title: 'Elements' },
  { id: 'bytes', header: 'Bytes', sort: 'bytes', align: 'end', size: 92, minSize: 64, title: 'Elements × item size' },
  {
    id: 'storage',
    header: 'Storage',
    sort: 'storage',
    align: 'end',
    size: 84,
    minSize: 52,
    title: 'Number of the storage, in order of first use; × says how many tensors share it',
  },
];

/** Columns as TanStack Table takes them. The largest come first when a column of numbers is sorted. */
export const COLUMN_DEFS: readonly ColumnDef<TreeFeatures, RowFacts>[] = COLUMNS.map((column) => ({
  id: column.id,
  header: column.header,
  size: column.size,
  minSize: column.minSize,
  maxSize: 640,
  enableHiding: column.id !== 'name',
  accessorFn: (row: RowFacts) => row.node,
  sortDescFirst: column.id === 'elements' || column.id === 'bytes',
}));

/** A column by its id. */
export function columnOf(id: string): Column | undefined {
  return COLUMNS.find((column) => column.id === id);
}
