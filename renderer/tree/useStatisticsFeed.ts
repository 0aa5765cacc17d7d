import { useEffect, useMemo } from 'react';
import type { RowFeed } from '../grid/rowFeed.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { useApp } from '../store/appContext.ts';
import { isStatisticColumn, type ColumnId } from './treeColumns.ts';

/** Asks for the statistics of what is visible, once scrolling rests, and tells rows when theirs have come. */
export function useStatisticsFeed(statistics: FileStatistics, columns: readonly ColumnId[]): RowFeed {
  const isWanted = useApp((state) => state.settings.visibleStatistics);
  const automatic = isWanted && columns.some(isStatisticColumn);
  useEffect(() => () => statistics.leave(), [statistics]);
  return useMemo(
    () => ({
      subscribe: statistics.subscribe,
      version: statistics.version,
      stateOf: (node) => statistics.stateOf(node),
      watch: (nodes) => statistics.watch(Uint32Array.from(nodes), automatic),
    }),
    [statistics, automatic],
  );
}
