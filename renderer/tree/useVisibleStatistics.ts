import { useEffect, useSyncExternalStore } from 'react';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { useApp } from '../store/appContext.ts';
import { isStatisticColumn, type ColumnId } from './treeColumns.ts';

/** Asks for the statistics of what is visible, once scrolling rests, and renders when any have come. */
export function useVisibleStatistics(
  statistics: FileStatistics,
  nodes: readonly number[],
  columns: readonly ColumnId[],
): void {
  const isWanted = useApp((state) => state.settings.visibleStatistics);
  const automatic = isWanted && columns.some(isStatisticColumn);
  useSyncExternalStore(statistics.subscribe, statistics.version);
  // After every render: scrolling renders, and telling the same rows twice costs nothing.
  useEffect(() => statistics.watch(Uint32Array.from(nodes), automatic));
  useEffect(() => () => statistics.leave(), [statistics]);
}
