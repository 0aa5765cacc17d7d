import {
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
  type ColumnDef,
} from '@tanstack/react-table';
import type { SortKey } from '../../shared/treeIndex.ts';
import type { RowFacts } from './rowFacts.ts';

/** Columns of the file's own facts; each sorts by the key of the same name, the type column by element type. */
export type FactColumnId = 'name' | 'type' | 'shape' | 'elements' | 'bytes' | 'storage';
/** Columns of statistics. */
export type StatisticColumnId = 'l2' | 'meanStd' | 'min' | 'max' | 'zeros' | 'nan' | 'distribution' | 'marks';
export type ColumnId = FactColumnId | StatisticColumnId;

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
  /** The name where the header is too short to be one. */
  readonly longName?: string;
  readonly sort: Exclude<SortKey, 'file'>;
  readonly align: 'start' | 'end';
  /** Width in pixels: at first, at least. The name takes what is left. */
  readonly size: number;
  readonly minSize: number;
  /** Whether it is shown unless somebody chose otherwise; `wide`: in wide windows. */
  readonly shown: 'yes' | 'wide' | 'no';
  readonly title: string;
}

/** In the order in which they stand. */
export const COLUMNS: readonly Column[] = [
  {
    id: 'name',
    header: 'Name',
    sort: 'name',
    align: 'start',
    size: 168,
    minSize: 120,
    shown: 'yes',
    title: 'Key, index or module',
  },
  {
    id: 'type',
    header: 'Type',
    sort: 'dtype',
    align: 'start',
    size: 44,
    minSize: 44,
    shown: 'yes',
    title: 'Element type',
  },
  {
    id: 'shape',
    header: 'Shape',
    sort: 'shape',
    align: 'end',
    size: 106,
    minSize: 64,
    shown: 'yes',
    title: 'Dimensions',
  },
  {
    id: 'elements',
    header: 'Elements',
    sort: 'elements',
    align: 'end',
    size: 78,
    minSize: 64,
    shown: 'yes',
    title: 'Elements',
  },
  {
    id: 'bytes',
    header: 'Bytes',
    sort: 'bytes',
    align: 'end',
    size: 74,
    minSize: 64,
    shown: 'yes',
    title: 'Elements × item size',
  },
  {
    id: 'storage',
    header: 'Storage',
    sort: 'storage',
    align: 'end',
    size: 84,
    minSize: 52,
    shown: 'no',
    title: 'Number of the storage, in order of first use; × says how many tensors share it',
  },
  {
    id: 'l2',
    header: 'L2',
    sort: 'l2',
    align: 'end',
    size: 72,
    minSize: 64,
    shown: 'yes',
    title: 'Euclidean norm of all finite elements',
  },
  {
    id: 'meanStd',
    header: 'Mean ± std',
    sort: 'mean',
    align: 'end',
    size: 142,
    minSize: 136,
    shown: 'wide',
    title: 'Mean and standard deviation of the finite elements; sorts by the mean',
  },
  {
    id: 'min',
    header: 'Min',
    sort: 'min',
    align: 'end',
    size: 84,
    minSize: 64,
    shown: 'no',
    title: 'Smallest finite element',
  },
  {
    id: 'max',
    header: 'Max',
    sort: 'max',
    align: 'end',
    size: 84,
    minSize: 64,
    shown: 'no',
    title: 'Largest finite element',
  },
  {
    id: 'zeros',
    header: 'Zeros',
    sort: 'zeros',
    align: 'end',
    size: 68,
    minSize: 56,
    shown: 'no',
    title: 'Share of elements that are zero',
  },
  {
    id: 'nan',
    header: 'NaN/Inf',
    sort: 'nan',
    align: 'end',
    size: 72,
    minSize: 56,
    shown: 'no',
    title: 'Elements that are NaN or infinite',
  },
  {
    id: 'distribution',
    header: 'Distribution',
    sort: 'std',
    align: 'start',
    size: 80,
    minSize: 80,
    shown: 'yes',
    title: 'Histogram with zero in its middle; sorts by the standard deviation',
  },
  {
    id: 'marks',
    header: '!',
    longName: 'Marks',
    sort: 'nan',
    align: 'start',
    size: 28,
    minSize: 28,
    shown: 'yes',
    title: 'What stands out: NaN or infinities, a constant, all zero',
  },
];

const STATISTIC_IDS: ReadonlySet<string> = new Set<StatisticColumnId>([
  'l2',
  'meanStd',
  'min',
  'max',
  'zeros',
  'nan',
  'distribution',
  'marks',
]);

/** Whether a column shows statistics. */
export function isStatisticColumn(id: ColumnId): id is StatisticColumnId {
  return STATISTIC_IDS.has(id);
}

/** Which columns are shown: as the design has them, but for what somebody chose. */
export function visibleColumns(
  chosen: Readonly<Record<string, boolean>>,
  isWide: boolean,
): Readonly<Record<string, boolean>> {
  return Object.fromEntries(
    COLUMNS.map(({ id, shown }) => [id, chosen[id] ?? (shown === 'yes' || (shown === 'wide' && isWide))]),
  );
}

/** Columns as TanStack Table takes them. The largest come first when a column of numbers is sorted. */
export const COLUMN_DEFS: readonly ColumnDef<TreeFeatures, RowFacts>[] = COLUMNS.map((column) => ({
  id: column.id,
  header: column.header,
  size: column.size,
  minSize: column.minSize,
  maxSize: 640,
  enableHiding: column.id !== 'name',
  accessorFn: (row: RowFacts) => row.node,
  sortDescFirst: column.id === 'elements' || column.id === 'bytes' || isStatisticColumn(column.id),
}));

/** A column by its id. */
export function columnOf(id: string): Column | undefined {
  return COLUMNS.find((column) => column.id === id);
}
