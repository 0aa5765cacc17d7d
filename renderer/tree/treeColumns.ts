import type { GridColumn } from '../grid/gridColumns.ts';

/** Columns of the file's own facts; each sorts by the key of the same name, the type column by element type. */
export type FactColumnId = 'name' | 'type' | 'shape' | 'elements' | 'bytes' | 'storage';
/** Columns of statistics. */
export type StatisticColumnId = 'l2' | 'meanStd' | 'min' | 'max' | 'zeros' | 'nan' | 'distribution' | 'marks';
export type ColumnId = FactColumnId | StatisticColumnId;

interface Column extends GridColumn {
  readonly id: ColumnId;
  readonly header: string;
  readonly sort: NonNullable<GridColumn['sort']>;
  /** Whether it is shown unless somebody chose otherwise; `wide`: in wide windows. */
  readonly shown: 'yes' | 'wide' | 'no';
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
    largestFirst: true,
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
    largestFirst: true,
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
    largestFirst: true,
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
    largestFirst: true,
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
    largestFirst: true,
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
    largestFirst: true,
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
    largestFirst: true,
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
    largestFirst: true,
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
    largestFirst: true,
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
    largestFirst: true,
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

/** Whether a column shows the file's own facts. */
export function isFactColumn(id: ColumnId): id is FactColumnId {
  return !isStatisticColumn(id);
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

/** A column by its id. */
export function columnOf(id: string): Column | undefined {
  return COLUMNS.find((column) => column.id === id);
}
