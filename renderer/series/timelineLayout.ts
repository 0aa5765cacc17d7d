import type { SeriesCheckpoint } from '../../shared/series.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { formatTick } from '../ui/format/formatFigure.ts';
import { chooseAxis, labelCheckpoints, placeOnAxis, writeRate, type SeriesAxis } from './checkpointLabels.ts';
import { listRoundSteps } from './roundSteps.ts';

export type TimelineCheckpoint = Pick<SeriesCheckpoint, 'epoch' | 'globalStep' | 'learningRate'>;

export interface TimelineInput {
  readonly checkpoints: readonly TimelineCheckpoint[];
  /** Checkpoints that are still being written; they follow the last one. */
  readonly writing: number;
  /** What epochs without a checkpoint are not in: `this folder`. */
  readonly where: string;
  /** Pixels between the first place and the last. */
  readonly width: number;
}

/** A run of epochs without a checkpoint, both ends included; `left` and `right` are where its dots would be. */
interface TimelineGap {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
  /** Undefined where there is no room for one. */
  readonly label: string | undefined;
}

interface TimelineTick {
  readonly x: number;
  readonly label: string;
  /** The first and the last checkpoint. */
  readonly strong: boolean;
}

/** Where things of the timeline are, in pixels from its first place. */
export interface TimelineLayout {
  readonly axis: SeriesAxis;
  readonly dots: readonly number[];
  readonly radius: number;
  readonly writing: readonly number[];
  /** Epochs without a checkpoint; none where dots would run together, there the gaps are lines. */
  readonly missing: readonly number[];
  readonly gaps: readonly TimelineGap[];
  readonly ticks: readonly TimelineTick[];
  /** Learning rates that are stated, as shares of the largest. */
  readonly rates: readonly { readonly x: number; readonly share: number; readonly label: string }[];
}

/** Pixels: between two ticks, of one character of a tick and of a gap's label, between hollow dots that stay apart. */
const TICK_DISTANCE = 100;
const TICK_CHARACTER = 7;
const LABEL_CHARACTER = 5.6;
const LEAST_SPACING = 7;
const RADIUS = { least: 1.5, most: 5.5, share: 0.4 } as const;

/** Lays the timeline out: by epochs from 0 where checkpoints tell them, else by steps or in order. */
export function layOutTimeline({ checkpoints, writing, where, width }: TimelineInput): TimelineLayout {
  const axis = chooseAxis(checkpoints);
  const places = checkpoints.map((checkpoint, position) => placeOnAxis(axis, checkpoint, position));
  const first = axis === 'epoch' ? 0 : (places[0] ?? 0);
  const last = places.at(-1) ?? first;
  const slot = axis === 'step' && places.length > 1 ? (last - first) / (places.length - 1) : 1;
  const span = last + writing * slot - first;
  const at = (place: number): number => (span > 0 ? ((place - first) / span) * width : width / 2);
  const dots = places.map(at);
  const spacing = axis === 'epoch' && span > 0 ? width / span : smallestDistance(dots, width);
  const gaps = axis === 'epoch' ? listGaps(places, at, where) : [];
  return {
    axis,
    dots,
    radius: Math.max(RADIUS.least, Math.min(RADIUS.most, spacing * RADIUS.share)),
    writing: Array.from({ length: writing }, (_, position) => at(last + (position + 1) * slot)),
    missing: spacing < LEAST_SPACING ? [] : gaps.flatMap(({ from, to }) => countUp(from, to).map(at)),
    gaps,
    ticks: listTicks({ axis, first, last, dots, labels: labelCheckpoints(checkpoints), at, width }),
    rates: listRates(checkpoints, dots),
  };
}

/** The checkpoint whose dot is nearest to a place; undefined without checkpoints. */
export function findNearest(dots: readonly number[], x: number): number | undefined {
  let nearest: number | undefined;
  for (const [position, dot] of dots.entries()) {
    if (nearest === undefined || Math.abs(dot - x) < Math.abs((dots[nearest] ?? 0) - x)) nearest = position;
  }
  return nearest;
}

function listGaps(epochs: readonly number[], at: (place: number) => number, where: string): readonly TimelineGap[] {
  const gaps: TimelineGap[] = [];
  let next = 0;
  for (const epoch of epochs) {
    if (epoch > next) {
      const [from, to] = [next, epoch - 1];
      const [left, right] = [at(from), at(to)];
      gaps.push({
        from,
        to,
        left,
        right,
        label: labelGap({ from, to, where, room: at(epoch) - at(Math.max(0, from - 1)) }),
      });
    }
    next = epoch + 1;
  }
  return gaps;
}

interface GapLabel extends Pick<TimelineGap, 'from' | 'to'> {
  readonly where: string;
  /** Pixels. */
  readonly room: number;
}

/** The longest of a sentence and a pair of numbers that fits. */
function labelGap({ from, to, where, room }: GapLabel): string | undefined {
  const short = from === to ? formatCount(from) : `${formatCount(from)}–${formatCount(to)}`;
  const long = `${from === to ? 'epoch' : 'epochs'} ${short} not in ${where}`;
  return [long, `${short} missing`].find((label) => label.length * LABEL_CHARACTER <= room);
}

interface TickInput {
  readonly axis: SeriesAxis;
  readonly first: number;
  readonly last: number;
  readonly dots: readonly number[];
  readonly labels: readonly string[];
  readonly at: (place: number) => number;
  readonly width: number;
}

/** The first and the last checkpoint, and round numbers where they leave room. */
function listTicks({ axis, first, last, dots, labels, at, width }: TickInput): readonly TimelineTick[] {
  const ends = dots.length > 1 ? [dots.length - 1, 0] : dots.map((_, position) => position);
  const ticks: TimelineTick[] = [];
  const add = (tick: TimelineTick): void => {
    const isFree = ticks.every(
      (other) => Math.abs(other.x - tick.x) > ((other.label.length + tick.label.length) / 2 + 1) * TICK_CHARACTER,
    );
    if (isFree) ticks.push(tick);
  };
  for (const end of ends) add({ x: dots[end] ?? 0, label: labels[end] ?? '', strong: true });
  const whole = axis !== 'step' || last - first >= 1;
  for (const place of listRoundSteps(first, last, Math.max(1, Math.floor(width / TICK_DISTANCE)), whole)) {
    const label = axis === 'order' ? `#${place}` : formatTick(place);
    add({ x: at(place), label, strong: false });
  }
  return ticks.toSorted((a, b) => a.x - b.x);
}

function listRates(checkpoints: readonly TimelineCheckpoint[], dots: readonly number[]): TimelineLayout['rates'] {
  const stated = checkpoints.flatMap(({ learningRate }, position) =>
    learningRate === undefined ? [] : [{ x: dots[position] ?? 0, rate: learningRate }],
  );
  const most = stated.reduce((a, { rate }) => Math.max(a, rate), 0);
  return stated.map(({ x, rate }) => ({ x, share: most > 0 ? Math.max(0, rate) / most : 0, label: writeRate(rate) }));
}

function smallestDistance(dots: readonly number[], width: number): number {
  let least = width;
  for (const [position, dot] of dots.entries()) {
    if (position > 0) least = Math.min(least, dot - (dots[position - 1] ?? 0));
  }
  return least;
}

function countUp(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, position) => from + position);
}
