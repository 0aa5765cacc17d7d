import type { Code } from '../../shared/codes.ts';
import type { Finding, Severity } from '../../shared/finding.ts';
import { formatPathName, type PathStep } from '../../shared/pathStep.ts';
import { stepThrough, type Steps } from '../steps.ts';
import { type FiguredSeries, nameCheckpoint, type SeriesCheckpoint } from './seriesCheckpoint.ts';

/** Steps of which each must be smaller than the one before: two could be so by chance. */
const FEWEST_STEPS = 3;

/** Weights that stay what they are while others change: from the first checkpoint on, or from a later one. */
export function* findFrozen(
  weights: readonly FiguredSeries[],
  checkpoints: readonly SeriesCheckpoint[],
): Steps<Finding[]> {
  const isMoving = checkpoints.map(() => false);
  yield* stepThrough(weights, ({ changed }) => {
    for (const [file, count] of changed.entries()) if ((count ?? 0) > 0) isMoving[file] = true;
  });
  const steps = checkpoints.flatMap((_, file) => (isMoving[file] === true ? [file] : []));
  if (steps.length === 0) return [];
  const frozen: FiguredSeries[] = [];
  const frozenFrom = new Map<number, FiguredSeries[]>();
  yield* stepThrough(weights, (weight) => {
    const last = weight.changed.findLastIndex((count) => (count ?? 0) > 0);
    const later = steps.filter((file) => file > last);
    if (later.length === 0 || !later.every((file) => weight.changed[file] === 0)) return;
    if (last < 0) frozen.push(weight);
    else {
      const stopped = frozenFrom.get(last) ?? [];
      frozenFrom.set(last, stopped);
      stopped.push(weight);
    }
  });
  const never = summarize('series/frozen', 'info', frozen, (count) =>
    count === 1 ? 'A weight never changes' : `${count} of ${weights.length} weights never change`,
  );
  const stopped = [...frozenFrom].toSorted(([a], [b]) => a - b);
  return [...never, ...stopped.flatMap(([file, all]) => describeStopped(all, checkpoints[file]))];
}

function describeStopped(stopped: readonly FiguredSeries[], checkpoint: SeriesCheckpoint | undefined): Finding[] {
  const since = `changing from ${nameCheckpoint(checkpoint)} on`;
  const found = summarize('series/frozen-from', 'warning', stopped, (count) =>
    count === 1 ? `A weight stops ${since}` : `${count} weights stop ${since}`,
  );
  const rate = checkpoint?.learningRate;
  return found.map((finding) => ({
    ...finding,
    expected: `changes, as in other weights${rate === undefined ? '' : ` at a learning rate of ${Number(rate.toPrecision(3))}`}`,
  }));
}

/** Whether the median relative change of weights shrinks from step to step, as it does when the learning rate goes down. */
export function* findSettling(
  weights: readonly FiguredSeries[],
  checkpoints: readonly SeriesCheckpoint[],
): Steps<Finding[]> {
  if (checkpoints.length <= FEWEST_STEPS || !haveEqualDistances(checkpoints)) return [];
  const medians: number[] = [];
  for (let file = 1; file < checkpoints.length; file++) {
    const changes: number[] = [];
    yield* stepThrough(weights, ({ relL2 }) => {
      const change = relL2[file];
      if (change !== undefined && Number.isFinite(change)) changes.push(change);
    });
    const median = Float64Array.from(changes).sort()[changes.length >> 1];
    const before = medians.at(-1);
    if (median === undefined || (before !== undefined && median >= before)) return [];
    medians.push(median);
  }
  return [
    {
      code: 'series/settling',
      severity: 'info',
      message: 'The median relative change of weights shrinks at every step',
      found: medians.map((median) => (median === 0 ? '0' : median.toExponential(1).replace('e+', 'e'))).join(', '),
    },
  ];
}

/** Changes over one epoch and over five cannot be put side by side. Counters that no file states forbid nothing. */
function haveEqualDistances(checkpoints: readonly SeriesCheckpoint[]): boolean {
  const counters = [checkpoints.map(({ epoch }) => epoch), checkpoints.map(({ globalStep }) => globalStep)];
  return counters.every((counts) => {
    const distances = counts.slice(1).map((count, at) => (count ?? Number.NaN) - (counts[at] ?? Number.NaN));
    return new Set(distances).size === 1;
  });
}

/** Moments that stay what they are while the optimizer takes steps. Moments of 0 belong to parameters without gradients. */
export function* findUnchangedMoments(
  moments: readonly FiguredSeries[],
  checkpoints: readonly SeriesCheckpoint[],
): Steps<Finding[]> {
  const steps = checkpoints.flatMap(({ globalStep = 0 }, file) =>
    file > 0 && globalStep > (checkpoints[file - 1]?.globalStep ?? Infinity) ? [file] : [],
  );
  if (steps.length === 0) return [];
  const unchanged: FiguredSeries[] = [];
  yield* stepThrough(moments, (moment) => {
    if (steps.every((file) => moment.changed[file] === 0)) unchanged.push(moment);
  });
  return summarize('series/unchanged-moment', 'warning', unchanged, (count) =>
    count === 1 ? 'An optimizer moment never changes' : `${count} of ${moments.length} optimizer moments never change`,
  );
}

function summarize(
  code: Code,
  severity: Severity,
  series: readonly { readonly path: readonly PathStep[] }[],
  message: (count: number) => string,
): Finding[] {
  const [first] = series;
  if (first === undefined) return [];
  const named = series.slice(0, 3).map(({ path }) => formatPathName(path));
  const rest = series.length - named.length;
  return [
    {
      code,
      severity,
      message: message(series.length),
      at: { path: first.path },
      found: named.join(', ') + (rest > 0 ? `, ${rest} more` : ''),
    },
  ];
}
