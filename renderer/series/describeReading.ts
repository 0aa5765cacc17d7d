import type { SeriesReading } from '../store/seriesState.ts';
import { formatProgress } from '../app/formatProgress.ts';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatCount } from '../ui/format/formatCount.ts';

/** What reading the series took, for the status bar: `5 of 5 files, 3.91 MiB, one pass each`. */
export function describeReading({ state, progress, overview }: SeriesReading): string | undefined {
  if (state === 'reading') return progress ? `${progress.what}: ${formatProgress(progress)}` : 'Reading the series';
  if (overview === undefined) return undefined;
  const { checkpoints, unreadable, remembered, cost } = overview;
  const files = `${formatCount(checkpoints.length)} of ${formatCount(checkpoints.length + unreadable.length)} files`;
  const read = `${formatBytes(cost.bytesRead)} read`;
  if (remembered === 0) return `${files}, ${read}, one pass each`;
  const kept = remembered === checkpoints.length ? 'summaries remembered' : `${formatCount(remembered)} remembered`;
  return `${files}, ${read}, ${kept}`;
}
