import type { Finding } from '../../shared/finding.ts';
import { groupDigits } from '../checkpoint/counterChecks.ts';

/** What a checkpoint counts. */
export interface CountedCheckpoint {
  readonly name: string;
  readonly epoch: number | undefined;
  readonly globalStep: number | undefined;
}

/** Missing epochs that are named one by one. */
const NAMED = 10;

/** What the counters of a series, in order, say together: gaps, steps that do not fit, names in another order. */
export function findCounterTrends(checkpoints: readonly CountedCheckpoint[]): readonly Finding[] {
  return [
    ...findLeadingGap(checkpoints),
    ...findMissingEpochs(checkpoints),
    ...findStepArithmetic(checkpoints),
    ...findNameOrder(checkpoints),
  ];
}

/** Epochs before the first that the usual distance would have, where the steps say when they would have been written. */
function findLeadingGap(checkpoints: readonly CountedCheckpoint[]): Finding[] {
  const steps = listSteps(checkpoints);
  const first = steps[0]?.before;
  const distance = mostCommon(steps.map(({ before, after }) => after.epoch - before.epoch));
  const perEpoch = findPerEpoch(steps);
  if (first === undefined || distance === undefined || perEpoch === undefined || perEpoch <= 0) return [];
  // The first epoch that has a checkpoint, and what was counted by then.
  const earliest = first.epoch % distance;
  const stepsAt = (epoch: number): number => first.globalStep - perEpoch * (first.epoch - epoch);
  if (earliest === first.epoch || !Number.isInteger(perEpoch) || stepsAt(earliest) <= 0) return [];
  const last = first.epoch - distance;
  const isOne = earliest === last;
  const named = isOne ? `Epoch ${last} is` : `Epochs ${earliest}–${last} are`;
  const counts = [...new Set([earliest, last])].map((epoch) => groupDigits(stepsAt(epoch)));
  return [
    {
      code: 'series/leading-gap',
      severity: 'info',
      message: `${named} not among the files`,
      expected: `${isOne ? 'step' : 'steps'} ${counts.join(' to ')}, ${groupDigits(perEpoch * distance)} from one to the next`,
      found: `epoch ${first.epoch} first`,
    },
  ];
}

/** Epochs that the usual distance between checkpoints would have. */
function findMissingEpochs(checkpoints: readonly CountedCheckpoint[]): Finding[] {
  const epochs = [...new Set(checkpoints.flatMap(({ epoch }) => epoch ?? []))].toSorted((a, b) => a - b);
  const distances = epochs.slice(1).map((epoch, at) => epoch - (epochs[at] ?? 0));
  const usual = mostCommon(distances);
  if (usual === undefined) return [];
  const missing: number[] = [];
  let count = 0;
  for (const [at, distance] of distances.entries()) {
    const from = epochs[at] ?? 0;
    if (distance <= usual || distance % usual !== 0) continue;
    count += distance / usual - 1;
    for (let epoch = from + usual; epoch < from + distance && missing.length < NAMED; epoch += usual)
      missing.push(epoch);
  }
  if (count === 0) return [];
  const named = missing.join(', ') + (count > missing.length ? ` and ${count - missing.length} more` : '');
  return [
    {
      code: 'series/missing-epoch',
      severity: 'warning',
      message: count === 1 ? `Epoch ${named} is missing.` : `${count} epochs are missing: ${named}.`,
      expected: usual === 1 ? 'a checkpoint of every epoch' : `a checkpoint every ${usual} epochs`,
      found: `none of ${count === 1 ? 'epoch' : 'epochs'} ${named}`,
    },
  ];
}

/** Steps an epoch: the same between all checkpoints, where whole epochs lie between them. */
function findStepArithmetic(checkpoints: readonly CountedCheckpoint[]): Finding[] {
  const steps = listSteps(checkpoints);
  const usual = findPerEpoch(steps);
  if (usual === undefined) return [];
  return steps
    .filter(({ perEpoch }) => perEpoch !== usual)
    .map(({ before, after }) => ({
      code: 'series/step-arithmetic',
      severity: 'warning',
      message: `From ${before.name} to ${after.name} the steps do not fit the epochs.`,
      expected: `${groupDigits(usual * (after.epoch - before.epoch))} steps in ${after.epoch - before.epoch} epochs, as between the others`,
      found: groupDigits(after.globalStep - before.globalStep),
    }));
}

interface CountedStep {
  readonly before: Counted;
  readonly after: Counted;
  readonly perEpoch: number;
}

interface Counted {
  readonly name: string;
  readonly epoch: number;
  readonly globalStep: number;
}

/** Neighbours that count both epochs and steps, and between which whole epochs lie. */
function listSteps(checkpoints: readonly CountedCheckpoint[]): readonly CountedStep[] {
  const counted = checkpoints.flatMap(({ name, epoch, globalStep }) =>
    epoch === undefined || globalStep === undefined ? [] : { name, epoch, globalStep },
  );
  return counted.slice(1).flatMap((after, at) => {
    const before = counted[at];
    if (before === undefined || after.epoch <= before.epoch) return [];
    return { before, after, perEpoch: (after.globalStep - before.globalStep) / (after.epoch - before.epoch) };
  });
}

/** Steps an epoch, where neighbours agree. Of two distances that disagree, neither is the usual one. */
function findPerEpoch(steps: readonly CountedStep[]): number | undefined {
  const usual = mostCommon(steps.map(({ perEpoch }) => perEpoch));
  const agreeing = steps.filter(({ perEpoch }) => perEpoch === usual).length;
  return agreeing === steps.length || agreeing >= 2 ? usual : undefined;
}

/** Names that count, in another order than what is inside. */
function findNameOrder(checkpoints: readonly CountedCheckpoint[]): Finding[] {
  const named = checkpoints.flatMap(({ name, globalStep }) => {
    const digits = /(?:^|[^a-z])step=(\d{1,15})(?!\d)/u.exec(name)?.[1];
    return digits === undefined || globalStep === undefined ? [] : { name, claimed: Number(digits) };
  });
  return named.slice(1).flatMap((after, at): Finding[] => {
    const before = named[at];
    if (before === undefined || after.claimed >= before.claimed) return [];
    return [
      {
        code: 'series/order',
        severity: 'warning',
        message: `${after.name} holds a later step than ${before.name}, against what the names say.`,
        expected: 'names in the order of the steps inside',
        found: `${before.name}, then ${after.name}`,
      },
    ];
  });
}

/** The value that is there most often; of several, the smallest. */
function mostCommon(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([a, na], [b, nb]) => nb - na || a - b)[0]?.[0];
}
