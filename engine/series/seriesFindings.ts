import type { Code } from '../../shared/codes.ts';
import type { Finding, Severity } from '../../shared/finding.ts';
import { formatPathName, type PathStep } from '../../shared/pathStep.ts';
import type { CheckpointFacts } from '../checkpoint/checkpointFacts.ts';
import { hasNorm } from '../compare/describeMatch.ts';
import type { TensorSeries } from './seriesTable.ts';

/** A checkpoint of a series, in order. */
export interface SeriesCheckpoint {
  readonly name: string;
  readonly epoch: number | undefined;
  readonly globalStep: number | undefined;
  readonly facts: CheckpointFacts;
}

/** A weight that is this many times as large as it was is said to explode: honest training changes norms slowly. */
const EXPLODING = 10;

/** What a tensor is for training: of the state dict with a norm that says something, or a moment of an optimizer. */
export type TensorRole = 'weight' | 'moment';

type RoledSeries = TensorSeries & { readonly role: TensorRole | undefined };

/** What the tensors of a series say together. */
export function findTensorTrends(
  series: readonly RoledSeries[],
  checkpoints: readonly SeriesCheckpoint[],
): readonly Finding[] {
  const weights = series.filter(({ role }) => role === 'weight');
  const moments = series.filter(({ role }) => role === 'moment');
  return [
    ...findNan(series, checkpoints),
    ...findExploding(weights, checkpoints),
    ...findDead(weights, checkpoints),
    ...findFrozen(weights, checkpoints),
    ...findUnchangedMoments(moments, checkpoints),
  ];
}

/** The role of a tensor, if it has one in any checkpoint. */
export function roleOf(series: TensorSeries, checkpoints: readonly SeriesCheckpoint[]): TensorRole | undefined {
  if (isWeight(series, checkpoints)) return 'weight';
  return isMoment(series, checkpoints) ? 'moment' : undefined;
}

function isWeight({ path, values }: TensorSeries, checkpoints: readonly SeriesCheckpoint[]): boolean {
  return values.some((value, file) => {
    const { stateDict } = checkpoints[file]?.facts ?? {};
    if (value === undefined || stateDict === undefined || !hasNorm(value)) return false;
    return path.length > stateDict.path.length && stateDict.path.every((step, at) => path[at] === step);
  });
}

function isMoment({ values }: TensorSeries, checkpoints: readonly SeriesCheckpoint[]): boolean {
  return values.some((value, file) => {
    const owner = value?.kind === 'tensor' ? checkpoints[file]?.facts.owners.get(value) : undefined;
    return owner !== undefined && owner.moment !== 'step';
  });
}

function findNan(series: readonly TensorSeries[], checkpoints: readonly SeriesCheckpoint[]): Finding[] {
  return series.flatMap(({ path, nan }): Finding[] => {
    const since = nan.findIndex((count) => (count ?? 0) > 0);
    if (since < 0) return [];
    const before = since === 0 ? 'no earlier checkpoint' : `none in ${checkpoints[since - 1]?.name}`;
    return [
      {
        code: 'series/nan-since',
        severity: 'error',
        message: `A tensor holds NaN ${since === 0 ? 'from the first checkpoint on' : `since ${describe(checkpoints[since])}`}.`,
        at: { path },
        expected: before,
        found: `${nan[since]} in ${checkpoints[since]?.name}`,
      },
    ];
  });
}

function describe(checkpoint: SeriesCheckpoint | undefined): string {
  if (checkpoint?.epoch !== undefined) return `epoch ${checkpoint.epoch}`;
  return checkpoint?.globalStep === undefined ? (checkpoint?.name ?? '') : `step ${checkpoint.globalStep}`;
}

function findExploding(weights: readonly TensorSeries[], checkpoints: readonly SeriesCheckpoint[]): Finding[] {
  return weights.flatMap(({ path, l2 }): Finding[] => {
    const last = l2.findLastIndex((norm) => norm !== undefined);
    const first = l2.find((norm) => norm !== undefined && norm > 0);
    const norm = l2[last];
    if (first === undefined || norm === undefined || norm < first * EXPLODING) return [];
    return [
      {
        code: 'series/exploding',
        severity: 'warning',
        message: `The norm of a weight has become ${(norm / first).toPrecision(3)} times what it was.`,
        at: { path },
        expected: `less than ${EXPLODING} times ${first.toPrecision(4)}`,
        found: `${norm.toPrecision(4)} in ${checkpoints[last]?.name}`,
      },
    ];
  });
}

function findDead(weights: readonly TensorSeries[], checkpoints: readonly SeriesCheckpoint[]): Finding[] {
  return weights.flatMap(({ path, l2, nan }): Finding[] => {
    const last = l2.findLastIndex((norm) => norm !== undefined);
    if (l2[last] !== 0 || (nan[last] ?? 0) > 0 || !l2.some((norm) => norm !== undefined && norm > 0)) return [];
    const since = l2.findLastIndex((norm) => norm !== undefined && norm > 0) + 1;
    return [
      {
        code: 'series/dead',
        severity: 'warning',
        message: `All elements of a weight are 0 since ${describe(checkpoints[since])}.`,
        at: { path },
        expected: `a norm like ${l2[since - 1]?.toPrecision(4)} before`,
        found: '0',
      },
    ];
  });
}

/** Weights that stay what they are while others change. */
function findFrozen(weights: readonly TensorSeries[], checkpoints: readonly SeriesCheckpoint[]): Finding[] {
  const steps = checkpoints.flatMap((_, file) =>
    weights.some(({ changed }) => (changed[file] ?? 0) > 0) ? [file] : [],
  );
  if (steps.length === 0) return [];
  const frozen = weights.filter(({ changed }) => steps.every((file) => changed[file] === 0));
  return summarize('series/frozen', 'info', frozen, (count) =>
    count === 1 ? 'A weight never changes' : `${count} of ${weights.length} weights never change`,
  );
}

/** Moments that stay what they are while the optimizer takes steps. Moments of 0 belong to parameters without gradients. */
function findUnchangedMoments(moments: readonly TensorSeries[], checkpoints: readonly SeriesCheckpoint[]): Finding[] {
  const steps = checkpoints.flatMap(({ globalStep = 0 }, file) =>
    file > 0 && globalStep > (checkpoints[file - 1]?.globalStep ?? Infinity) ? [file] : [],
  );
  if (steps.length === 0) return [];
  const unchanged = moments.filter(({ changed }) => steps.every((file) => changed[file] === 0));
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

/** Checkpoints whose every tensor is that of the one before; `isSame` tells of everything else. */
export function findCopies(
  series: readonly TensorSeries[],
  checkpoints: readonly (SeriesCheckpoint & { readonly bytes: number })[],
  isSame: (file: number) => boolean,
): Finding[] {
  return checkpoints.flatMap((checkpoint, file): Finding[] => {
    const before = checkpoints[file - 1];
    if (before === undefined || series.length === 0) return [];
    const equal = series.every(
      ({ values, changed }) => changed[file] === 0 || (values[file] ?? values[file - 1]) === undefined,
    );
    if (!equal || !isSame(file)) return [];
    const isCopy = checkpoint.bytes === before.bytes;
    return [
      {
        code: 'series/copy',
        severity: 'warning',
        message: `${checkpoint.name} ${isCopy ? 'is a copy of' : 'holds the same values as'} ${before.name}.`,
        expected: 'values that training changed',
        found: isCopy ? 'the same size and the same values' : 'the same values',
      },
    ];
  });
}
