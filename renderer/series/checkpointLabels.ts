import type { SeriesCheckpoint } from '../../shared/series.ts';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { formatFigure, formatTick } from '../ui/format/formatFigure.ts';
import { formatMoment } from '../ui/format/formatTime.ts';

/** What tells checkpoints apart along the series: their epochs, their steps, or only their order. */
export type SeriesAxis = 'epoch' | 'step' | 'order';

type Counted = Pick<SeriesCheckpoint, 'epoch' | 'globalStep'>;

/** Epochs where every checkpoint states one and they grow; steps where those do; otherwise the order of the series. */
export function chooseAxis(checkpoints: readonly Counted[]): SeriesAxis {
  if (grow(checkpoints.map(({ epoch }) => epoch))) return 'epoch';
  return grow(checkpoints.map(({ globalStep }) => globalStep)) ? 'step' : 'order';
}

/** Where a checkpoint stands on an axis. */
export function placeOnAxis(axis: SeriesAxis, checkpoint: Counted, position: number): number {
  if (axis === 'order') return position + 1;
  return (axis === 'epoch' ? checkpoint.epoch : checkpoint.globalStep) ?? position;
}

/** Short names of the checkpoints, for headers: `39`, `9 680`, `#5`. */
export function labelCheckpoints(checkpoints: readonly Counted[]): readonly string[] {
  const axis = chooseAxis(checkpoints);
  return checkpoints.map((checkpoint, position) => {
    const place = placeOnAxis(axis, checkpoint, position);
    return axis === 'order' ? `#${place}` : formatCount(place);
  });
}

/** What comparing the chosen checkpoint with the one before it is called; the first one is compared with the second. */
export function nameComparing(labels: readonly string[], chosen: number): string {
  return `Compare ${labels[Math.max(0, chosen - 1)]} and ${labels[Math.max(1, chosen)]} here`;
}

/** Everything known about a checkpoint, as words and values. */
export function listCheckpointFacts(checkpoint: SeriesCheckpoint): readonly (readonly [string, string])[] {
  const { epoch, globalStep, learningRate, bytes, modified } = checkpoint;
  return [
    ...(epoch === undefined ? [] : [['epoch', formatCount(epoch)] as const]),
    ...(globalStep === undefined ? [] : [['step', formatCount(globalStep)] as const]),
    ...(learningRate === undefined ? [] : [['lr', writeRate(learningRate)] as const]),
    ['size', formatBytes(bytes)],
    ...(modified === undefined ? [] : [['written', formatMoment(modified)] as const]),
  ];
}

/** A learning rate: round ones without needless zeros, others with three digits. */
export function writeRate(rate: number): string {
  const short = formatTick(rate);
  return short.length <= 7 ? short : formatFigure(rate, 3);
}

function grow(values: readonly (number | undefined)[]): boolean {
  return values.every(
    (value, position) => value !== undefined && (position === 0 || value > (values[position - 1] ?? 0)),
  );
}
