import type { Finding } from '../../shared/finding.ts';
import type { Counters } from '../../shared/inspectDocument.ts';
import { findLearningRate } from '../checkpoint/learningRate.ts';
import { compareValuesInSteps } from '../compare/compareValues.ts';
import type { Pacer } from '../pacer.ts';
import { paceSteps, stepThrough, type Steps } from '../steps.ts';
import type { OpenedCheckpoint } from './openCheckpoints.ts';
import { findCounterTrends } from './seriesCounters.ts';
import type { SeriesCheckpoint } from './seriesCheckpoint.ts';
import { findCopies, findTensorTrends, roleOf, type TensorRole } from './seriesFindings.ts';
import type { SeriesTable, TensorSeries } from './seriesTable.ts';

export interface SeriesMember extends SeriesCheckpoint {
  readonly id: string;
  readonly counters: Counters;
  readonly bytes: number;
  readonly modified?: string;
  readonly findings: readonly Finding[];
}

export interface SeriesTensor extends TensorSeries {
  readonly role: TensorRole | undefined;
}

/** What a row of checkpoints comes to. */
export interface Series {
  /** In order. */
  readonly checkpoints: readonly SeriesMember[];
  readonly tensors: readonly SeriesTensor[];
  readonly findings: readonly Finding[];
}

/** Puts together what a table of tensors says, once it is full. */
export async function describeSeries(
  table: SeriesTable,
  files: readonly OpenedCheckpoint[],
  pacer: Pacer,
): Promise<Series> {
  const checkpoints = files.map(describeMember);
  const isSame = function* (file: number): Steps<boolean> {
    const [before, after] = [files[file - 1], files[file]];
    if (before === undefined || after === undefined) return false;
    const { changes } = yield* compareValuesInSteps(before.opened.root, after.opened.root);
    return changes.length === 0;
  };
  const tensors: SeriesTensor[] = [];
  await paceSteps(
    stepThrough(table.series(), (one) => {
      tensors.push({ ...one, role: roleOf(one, checkpoints) });
    }),
    pacer,
  );
  const findings = [
    ...(await paceSteps(findCopies(tensors, checkpoints, isSame), pacer)),
    ...findCounterTrends(checkpoints),
    ...(await paceSteps(findTensorTrends(tensors, checkpoints), pacer)),
  ];
  return { checkpoints, tensors, findings };
}

function describeMember({ id, source, opened, facts }: OpenedCheckpoint): SeriesMember {
  const { counters } = facts;
  const learningRate = findLearningRate(facts.optimizers);
  return {
    id,
    name: source.name,
    counters,
    facts,
    epoch: asCount(counters.epoch),
    globalStep: asCount(counters.globalStep),
    bytes: source.size,
    ...(learningRate !== undefined && { learningRate }),
    ...(source.modified !== undefined && { modified: source.modified }),
    findings: [...opened.findings, ...facts.findings],
  };
}

/** Counters beyond 2^53 are digits, and no arithmetic is done with them. */
function asCount(count: number | string | undefined): number | undefined {
  return typeof count === 'number' ? count : undefined;
}
