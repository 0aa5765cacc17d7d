import type { CounterCheck } from '../../shared/engineApi.ts';
import type { Finding } from '../../shared/finding.ts';
import type { PyValue } from '../values/pyValue.ts';
import { asCount, fieldAt, fieldOf, itemsOf } from './dictFields.ts';

/** What the top level of a Lightning checkpoint counts. */
interface TopLevel {
  readonly epoch: number | undefined;
  readonly step: number | undefined;
}

/** One place that counts, and what it ought to say by the top level; undefined where that cannot be told. */
interface Check extends CounterCheck {
  readonly expected: string;
}

/**
 * Compares the places of a checkpoint that count epochs and steps: the file's name, the top level, the loops (from which
 * Lightning restores) and the scheduler. Empty for a file without counters.
 */
export function checkCounters(root: PyValue, fileName: string): { checks: CounterCheck[]; findings: Finding[] } {
  const top: TopLevel = { epoch: asCount(fieldOf(root, 'epoch')), step: asCount(fieldOf(root, 'global_step')) };
  if (top.epoch === undefined && top.step === undefined) return { checks: [], findings: [] };
  const checks = [
    checkFileName(fileName, top),
    describeTopLevel(top),
    checkSteps(root, top),
    checkBatches(root, top),
    checkEpochs(root, top),
    ...checkSchedulers(root, top),
  ].filter((check) => check !== undefined);
  const findings = checks.filter(({ agrees }) => !agrees).map(describeMismatch);
  return { checks: checks.map(({ title, value, agrees }) => ({ title, value, agrees })), findings };
}

/** `epoch=39-step=9680.ckpt`, as ModelCheckpoint names files by default. Before Lightning 1.6 the name counted from 0. */
function checkFileName(name: string, top: TopLevel): Check | undefined {
  const epoch = numberAfter(name, 'epoch');
  const step = numberAfter(name, 'step');
  if (epoch === undefined && step === undefined) return undefined;
  const epochAgrees = epoch === undefined || top.epoch === undefined || epoch === top.epoch;
  const stepAgrees = step === undefined || top.step === undefined || step === top.step || step + 1 === top.step;
  return {
    title: 'File name',
    value: joinParts(epoch, step),
    agrees: epochAgrees && stepAgrees,
    expected: joinParts(epoch === undefined ? undefined : top.epoch, step === undefined ? undefined : top.step),
  };
}

function describeTopLevel(top: TopLevel): Check {
  const value = [top.epoch, top.step]
    .filter((count) => count !== undefined)
    .map(groupDigits)
    .join(', ');
  return { title: 'Top level', value, agrees: true, expected: value };
}

/** `global_step` is the sum of automatic and manual optimizer steps; Lightning restores it from there. */
function checkSteps(root: PyValue, top: TopLevel): Check | undefined {
  const steps = optimizerSteps(root);
  if (steps === undefined || top.step === undefined || steps === batches(root)) return undefined;
  return {
    title: 'fit_loop optimizer steps',
    value: groupDigits(steps),
    agrees: steps === top.step,
    expected: groupDigits(top.step),
  };
}

/** Batches may be more than steps (accumulated gradients) or fewer (several optimizers): then the steps explain it. */
function checkBatches(root: PyValue, top: TopLevel): Check | undefined {
  const count = batches(root);
  if (count === undefined || top.step === undefined) return undefined;
  const steps = optimizerSteps(root);
  const isExplained = steps !== undefined && steps !== count && steps === top.step;
  return {
    title: 'fit_loop batches completed',
    value: groupDigits(count),
    agrees: count === top.step || isExplained,
    expected: groupDigits(top.step),
  };
}

/**
 * `processed` is what counts: a checkpoint that is written at the end of an epoch has processed it and not completed it yet.
 */
function checkEpochs(root: PyValue, top: TopLevel): Check | undefined {
  const processed = asCount(fieldAt(root, ['loops', 'fit_loop', 'epoch_progress', 'current', 'processed']));
  if (processed === undefined || top.epoch === undefined) return undefined;
  return {
    title: 'fit_loop epochs processed',
    value: groupDigits(processed),
    agrees: processed === top.epoch || processed === top.epoch + 1,
    expected: `${groupDigits(top.epoch)} or ${groupDigits(top.epoch + 1)}`,
  };
}

/** A scheduler counts epochs, optimizer steps, or what the loop counts for it where it steps less often. */
function checkSchedulers(root: PyValue, top: TopLevel): Check[] {
  const schedulers = itemsOf(fieldOf(root, 'lr_schedulers')) ?? [];
  const loopSteps = asCount(
    fieldAt(root, ['loops', 'fit_loop', 'epoch_loop.scheduler_progress', 'total', 'completed']),
  );
  return schedulers.slice(0, 8).flatMap((scheduler, index) => {
    const last = asCount(fieldOf(scheduler, 'last_epoch'));
    if (last === undefined) return [];
    const possible = [
      ...(top.epoch === undefined ? [] : [top.epoch, top.epoch + 1]),
      ...(top.step === undefined ? [] : [top.step]),
      ...(loopSteps === undefined ? [] : [loopSteps, loopSteps / schedulers.length]),
    ];
    return {
      title: schedulers.length === 1 ? 'Scheduler last_epoch' : `Scheduler ${index} last_epoch`,
      value: groupDigits(last),
      agrees: possible.includes(last),
      expected: [...new Set(possible)].filter(Number.isInteger).map(groupDigits).join(' or '),
    };
  });
}

/** Batches that training has completed over all epochs. */
export function batches(root: PyValue): number | undefined {
  return asCount(fieldAt(root, ['loops', 'fit_loop', 'epoch_loop.batch_progress', 'total', 'completed']));
}

/** Paths of the counters whose sum is `global_step`: Lightning 2, then 1.5 to 1.9. */
const STEP_COUNTERS = [
  ['epoch_loop.automatic_optimization.optim_progress', 'optimizer', 'step', 'total', 'completed'],
  ['epoch_loop.manual_optimization.optim_step_progress', 'total', 'completed'],
  ['epoch_loop.batch_loop.optimizer_loop.optim_progress', 'optimizer', 'step', 'total', 'completed'],
  ['epoch_loop.batch_loop.manual_loop.optim_step_progress', 'total', 'completed'],
];

function optimizerSteps(root: PyValue): number | undefined {
  const counts = STEP_COUNTERS.flatMap((path) => asCount(fieldAt(root, ['loops', 'fit_loop', ...path])) ?? []);
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}

function numberAfter(name: string, word: string): number | undefined {
  const digits = new RegExp(`(?:^|[^a-z])${word}=(\\d{1,15})(?!\\d)`, 'u').exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function joinParts(epoch: number | undefined, step: number | undefined): string {
  const parts = [
    epoch === undefined ? undefined : `epoch ${groupDigits(epoch)}`,
    step === undefined ? undefined : `step ${groupDigits(step)}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function describeMismatch({ title, value, expected }: Check): Finding {
  return {
    code: 'counter/mismatch',
    severity: 'warning',
    message: `${title} says ${value}; the counters at the top level make it ${expected}.`,
    expected,
    found: value,
  };
}

/** Digits in groups of three, with a narrow no-break space between them. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/gu, '\u202f');
}
