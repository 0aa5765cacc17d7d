import type { Progress } from '../../shared/engineApi.ts';
import { formatProgress } from '../app/formatProgress.ts';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { formatDuration } from '../ui/format/formatTime.ts';
import type { StatisticsReport } from './fileStatistics.ts';

/** How far the statistics of a file are, in a line; the empty string where there is nothing to say yet. */
export function describeStatistics({ tensors, settled, bytesRead, ms }: StatisticsReport): string {
  if (settled === 0) return '';
  if (settled < tensors) return `Statistics of ${formatCount(settled)} of ${formatCounted(tensors, 'tensor')}`;
  return `Statistics complete, ${formatBytes(bytesRead)} in ${formatDuration(ms)}`;
}

/** What is done of a question, how fast, and what is left: `371 of 909 MiB, 4.10 GiB/s, 0.1 s left`. */
export function describePace(progress: Progress, elapsedMs: number): string {
  const { done, total, unit } = progress;
  const parts = [formatProgress(progress)];
  if (done > 0 && elapsedMs > 0) {
    const perSecond = (done / elapsedMs) * 1000;
    if (unit === 'bytes') parts.push(`${formatBytes(perSecond)}/s`);
    if (total !== undefined && total > done) parts.push(`${formatLeft((total - done) / perSecond)} left`);
  }
  return parts.join(', ');
}

/** Seconds that are guessed, so rounded: `0.1 s`, `12 s`, `3 min`. */
function formatLeft(seconds: number): string {
  if (seconds < 9.95) return `${Math.max(0.1, seconds).toFixed(1)} s`;
  return seconds < 99.5 ? `${Math.round(seconds)} s` : `${formatCount(Math.round(seconds / 60))} min`;
}
