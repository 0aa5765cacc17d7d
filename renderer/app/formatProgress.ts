import type { Progress } from '../../shared/engineApi.ts';
import { formatBytes, formatBytesOf } from '../ui/format/formatBytes.ts';
import { formatCount } from '../ui/format/formatCount.ts';

/** Done of total, in words: `371 of 909 MiB`, `1 212 of 2 970 tensors`, `1 212 rows` where the total is not known. */
export function formatProgress({ done, total, unit }: Progress): string {
  if (unit === 'bytes') return total === undefined ? formatBytes(done) : formatBytesOf(done, total);
  return total === undefined ? `${formatCount(done)} ${unit}` : `${formatCount(done)} of ${formatCount(total)} ${unit}`;
}
