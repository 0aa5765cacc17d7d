import { useSyncExternalStore, type ReactElement } from 'react';
import { describeStatistics } from '../statistics/describeStatistics.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';

/** How far the statistics of the file on screen are, for the status bar. */
export function StatisticsStatus({ statistics }: { readonly statistics: FileStatistics }): ReactElement {
  const report = useSyncExternalStore(statistics.subscribe, statistics.report);
  return <span>{describeStatistics(report)}</span>;
}
