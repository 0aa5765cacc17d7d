import type { SeriesCheckpoint } from '../../shared/series.ts';
import { formatCounted } from '../ui/format/formatCount.ts';
import type { SeriesAxis } from './checkpointLabels.ts';

/** What the series is, as the title of its timeline: `40 epochs, 5 checkpoints`. */
export function describeSeries(checkpoints: readonly Pick<SeriesCheckpoint, 'epoch'>[], axis: SeriesAxis): string {
  const files = formatCounted(checkpoints.length, 'checkpoint');
  const last = axis === 'epoch' ? checkpoints.at(-1)?.epoch : undefined;
  return last === undefined ? files : `${formatCounted(last + 1, 'epoch')}, ${files}`;
}
