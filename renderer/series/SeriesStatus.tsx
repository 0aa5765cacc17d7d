import type { ReactElement } from 'react';
import { useApp } from '../store/appContext.ts';
import { describeReading } from './describeReading.ts';

/** How far a series is read, and what that took, for the status bar. */
export function SeriesStatus({ id }: { readonly id: string }): ReactElement | undefined {
  const reading = useApp((state) => state.seriesReadings.get(id));
  const words = reading && describeReading(reading);
  return words === undefined ? undefined : <span>{words}</span>;
}
