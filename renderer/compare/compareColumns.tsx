import type { ReactElement } from 'react';
import type { GridColumn } from '../grid/gridColumns.ts';
import { SideBadge } from '../app/SideBadge.tsx';

export type CompareColumnId = 'name' | 'shape' | 'leftL2' | 'relL2' | 'rightL2' | 'maxAbs' | 'changed';

/** Columns that only wide windows have room for. */
export const WIDE_COLUMNS: readonly CompareColumnId[] = ['maxAbs', 'changed'];

function normHeader(side: 'A' | 'B'): ReactElement {
  return (
    <>
      <SideBadge side={side} /> L2
    </>
  );
}

interface ColumnOptions {
  /** Whether any row shows two shapes or two types. */
  readonly hasPairs: boolean;
  readonly isWide: boolean;
}

/** The columns of a comparison, in the order in which they stand. */
export function listCompareColumns({ hasPairs, isWide }: ColumnOptions): readonly GridColumn[] {
  const norm = { sort: true, largestFirst: true, align: 'end', size: 73, minSize: 60 } as const;
  return [
    { id: 'name', header: 'Name', sort: 'name', align: 'start', size: 150, minSize: 120, title: 'Module or tensor' },
    {
      id: 'shape',
      header: 'Shape',
      sort: 'shape',
      align: 'end',
      size: hasPairs ? 168 : 108,
      minSize: 64,
      title: 'Dimensions; of a reshaped tensor those of A and of B',
    },
    {
      ...norm,
      id: 'leftL2',
      header: normHeader('A'),
      longName: 'A L2',
      sort: 'leftL2',
      title: 'Euclidean norm in A, over finite elements',
    },
    {
      id: 'relL2',
      header: 'Relative change',
      sort: 'relL2',
      largestFirst: true,
      align: 'start',
      size: isWide ? 184 : 150,
      minSize: 112,
      title: '‖B − A‖₂ / ‖A‖₂',
    },
    {
      ...norm,
      id: 'rightL2',
      header: normHeader('B'),
      longName: 'B L2',
      sort: 'rightL2',
      title: 'Euclidean norm in B, over finite elements',
    },
    {
      ...norm,
      id: 'maxAbs',
      header: 'max |Δ|',
      sort: 'maxAbs',
      title: 'Largest absolute difference of two elements',
    },
    {
      ...norm,
      id: 'changed',
      header: 'chg %',
      longName: 'Changed, in percent',
      sort: 'changed',
      size: 60,
      minSize: 52,
      title: 'Share of elements that differ in their bits',
    },
  ];
}
