import type { Finding } from '../../shared/finding.ts';
import { hasNorm } from '../compare/describeMatch.ts';
import { STEPS_PER_LOOK, stepThrough, type Steps } from '../steps.ts';
import { type FiguredSeries, nameCheckpoint, type SeriesCheckpoint } from './seriesCheckpoint.ts';
import { findFrozen, findSettling, findUnchangedMoments } from './weightTrends.ts';

/** A weight that is this many times as large as it was is said to explode: honest training changes norms slowly. */
const EXPLODING = 10;

/** What a tensor is for training: of the state dict with a norm that says something, or a moment of an optimizer. */
export type TensorRole = 'weight' | 'moment';

type RoledSeries = FiguredSeries & { readonly role: TensorRole | undefined };

/** What the tensors of a series say together. */
export function* findTensorTrends(
  series: readonly RoledSeries[],
  checkpoints: readonly SeriesCheckpoint[],
): Steps<readonly Finding[]> {
  const weights = series.filter(({ role }) => role === 'weight');
  const moments = series.filter(({ role }) => role === 'moment');
  return [
    ...(yield* findEach(series, (one) => findNan(one, checkpoints))),
    ...(yield* findEach(weights, (one) => findExploding(one, checkpoints))),
    ...(yield* findEach(weights, (one) => findDead(one, checkpoints))),
    ...(yield* findFrozen(weights, checkpoints)),
    ...(yield* findSettling(weights, checkpoints)),
    ...(yield* findUnchangedMoments(moments, checkpoints)),
  ];
}

/** The role of a tensor, if it has one in any checkpoint. */
export function roleOf(series: FiguredSeries, checkpoints: readonly SeriesCheckpoint[]): TensorRole | undefined {
  if (isWeight(series, checkpoints)) return 'weight';
  return isMoment(series, checkpoints) ? 'moment' : undefined;
}

function isWeight({ path, values }: FiguredSeries, checkpoints: readonly SeriesCheckpoint[]): boolean {
  return values.some((value, file) => {
    const { stateDict } = checkpoints[file]?.facts ?? {};
    if (value === undefined || stateDict === undefined || !hasNorm(value)) return false;
    return path.length > stateDict.path.length && stateDict.path.every((step, at) => path[at] === step);
  });
}

function isMoment({ values }: FiguredSeries, checkpoints: readonly SeriesCheckpoint[]): boolean {
  return values.some((value, file) => {
    const owner = value?.kind === 'tensor' ? checkpoints[file]?.facts.owners.get(value) : undefined;
    return owner !== undefined && owner.moment !== 'step';
  });
}

function* findEach<One>(series: readonly One[], find: (one: One) => Finding | undefined): Steps<Finding[]> {
  const findings: Finding[] = [];
  yield* stepThrough(series, (one) => {
    const finding = find(one);
    if (finding !== undefined) findings.push(finding);
  });
  return findings;
}

function findNan({ path, nan }: FiguredSeries, checkpoints: readonly SeriesCheckpoint[]): Finding | undefined {
  const since = nan.findIndex((count) => (count ?? 0) > 0);
  if (since < 0) return undefined;
  const before = since === 0 ? 'no earlier checkpoint' : `none in ${checkpoints[since - 1]?.name}`;
  return {
    code: 'series/nan-since',
    severity: 'error',
    message: `A tensor holds NaN ${since === 0 ? 'from the first checkpoint on' : `since ${nameCheckpoint(checkpoints[since])}`}.`,
    at: { path },
    expected: before,
    found: `${nan[since]} in ${checkpoints[since]?.name}`,
  };
}

function findExploding({ path, l2 }: FiguredSeries, checkpoints: readonly SeriesCheckpoint[]): Finding | undefined {
  const last = l2.findLastIndex((norm) => norm !== undefined);
  const first = l2.find((norm) => norm !== undefined && norm > 0);
  const norm = l2[last];
  if (first === undefined || norm === undefined || norm < first * EXPLODING) return undefined;
  return {
    code: 'series/exploding',
    severity: 'warning',
    message: `The norm of a weight has become ${(norm / first).toPrecision(3)} times what it was.`,
    at: { path },
    expected: `less than ${EXPLODING} times ${first.toPrecision(4)}`,
    found: `${norm.toPrecision(4)} in ${checkpoints[last]?.name}`,
  };
}

function findDead({ path, l2, nan }: FiguredSeries, checkpoints: readonly SeriesCheckpoint[]): Finding | undefined {
  const last = l2.findLastIndex((norm) => norm !== undefined);
  if (l2[last] !== 0 || (nan[last] ?? 0) > 0 || !l2.some((norm) => norm !== undefined && norm > 0)) return undefined;
  const since = l2.findLastIndex((norm) => norm !== undefined && norm > 0) + 1;
  return {
    code: 'series/dead',
    severity: 'warning',
    message: `All elements of a weight are 0 since ${nameCheckpoint(checkpoints[since])}.`,
    at: { path },
    expected: `a norm like ${l2[since - 1]?.toPrecision(4)} before`,
    found: '0',
  };
}

/** Checkpoints whose every tensor is that of the one before; `isSame` tells of everything else. */
export function* findCopies(
  series: readonly FiguredSeries[],
  checkpoints: readonly (SeriesCheckpoint & { readonly bytes: number })[],
  isSame: (file: number) => Steps<boolean>,
): Steps<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [file, checkpoint] of checkpoints.entries()) {
    const before = checkpoints[file - 1];
    if (before === undefined || series.length === 0) continue;
    if (!(yield* areAllEqual(series, file)) || !(yield* isSame(file))) continue;
    const isCopy = checkpoint.bytes === before.bytes;
    findings.push({
      code: 'series/copy',
      severity: 'warning',
      message: `${checkpoint.name} ${isCopy ? 'is a copy of' : 'holds the same values as'} ${before.name}.`,
      expected: 'values that training changed',
      found: isCopy ? 'the same size and the same values' : 'the same values',
    });
  }
  return findings;
}

function* areAllEqual(series: readonly FiguredSeries[], file: number): Steps<boolean> {
  for (const [place, { values, changed }] of series.entries()) {
    if (changed[file] !== 0 && (values[file] ?? values[file - 1]) !== undefined) return false;
    if (place % STEPS_PER_LOOK === 0) yield;
  }
  return true;
}
