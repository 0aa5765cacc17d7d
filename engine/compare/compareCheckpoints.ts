import type { Finding } from '../../shared/finding.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import type { Pacer } from '../pacer.ts';
import { selectTensorsInSteps } from '../report/selectTensors.ts';
import { findElementReader } from '../stats/elementReader.ts';
import { paceSteps, stepThrough, type Steps } from '../steps.ts';
import { isSameShape } from '../torch/elementMath.ts';
import type { NdarrayValue, TensorValue } from '../values/pyValue.ts';
import { alignTensors, countAlignable } from './alignTensors.ts';
import { comparePairs, type ComparedPair, type HeldPair, type PairDifference, type PoolCost } from './comparePairs.ts';
import { areEqualBytes, compareValuesInSteps, type ValueChanges } from './compareValues.ts';
import { haveEqualChecksums, readContentKey } from './contentKeys.ts';
import { pairByPath, type TensorMatch } from './pairTensors.ts';
import type { StrandPool } from './strandPool.ts';

export interface CompareOptions {
  /** Which tensors, by name. */
  readonly isSelected: (name: string) => boolean;
  /** Whether to look for partners of tensors whose path the other file does not have. */
  readonly align: boolean;
  /** Whether equal checksums and lengths are taken for equal content, without reading it. */
  readonly trustCrc: boolean;
}

export interface CompareParameters extends CompareOptions {
  readonly left: OpenedFile;
  readonly right: OpenedFile;
  /** Over the two files, left first. */
  readonly pool: StrandPool;
  readonly kernel: DifferenceKernel;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Lets others have their turn on this thread. */
  readonly pacer?: Pacer;
}

/** What came of comparing two tensors. */
export type MatchOutcome =
  | { readonly kind: 'compared'; readonly pair: ComparedPair }
  /** Both containers record the same checksum; nothing was read. */
  | { readonly kind: 'trusted' }
  /** Nothing to compare: only one side is there, or shapes differ. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string }
  /** What is not compared element by element: sparse and nested tensors whose components differ, texts, objects, meta tensors. */
  | { readonly kind: 'parts'; readonly changed: boolean };

export interface ComparedMatch extends TensorMatch {
  readonly outcome: MatchOutcome;
}

export interface Comparison {
  readonly left: OpenedFile;
  readonly right: OpenedFile;
  readonly matches: readonly ComparedMatch[];
  readonly values: ValueChanges;
  /** About the comparison; the files' own findings are in the files. */
  readonly findings: readonly Finding[];
  /** Tensors that `align` would bring together; 0 if it has. */
  readonly alignable: number;
  readonly cost: PoolCost;
}

/** Compares two opened checkpoints: tensors element by element, everything else member by member. Errors: `source/*`, `zip/*`. */
export async function compareCheckpoints(parameters: CompareParameters): Promise<Comparison> {
  const { left, right, align, isSelected, signal, pacer } = parameters;
  const ours = await paceSteps(selectTensorsInSteps(left.root, isSelected), pacer);
  const theirs = await paceSteps(selectTensorsInSteps(right.root, isSelected), pacer);
  const byPath = await paceSteps(pairByPath(ours.places, theirs.places), pacer);
  const alignment = { matches: byPath, left: left.root, right: right.root, pacer };
  const reading = { ...(signal && { signal }), ...(pacer && { pacer }) };
  const matches = align
    ? await alignTensors({
        ...alignment,
        contentOf: (place, side) => readContentKey(side === 'left' ? left : right, place, reading),
      })
    : byPath;
  const compared = new PairTable(parameters);
  const plans: Plan[] = [];
  await paceSteps(
    stepThrough(matches, (match) => plans.push(compared.add(match))),
    pacer,
  );
  // The rest is done beside the threads that read: this one has nothing else to do meanwhile.
  const running = compared.run();
  const comparing = paceSteps(compareValuesInSteps(left.root, right.root), pacer);
  const counting = align ? undefined : countAlignable(alignment);
  // Whoever hears of a failure closes the files: by then nothing reads them any more.
  await Promise.allSettled([running, comparing, counting]);
  const cost = await running;
  const outcomes: ComparedMatch[] = [];
  await paceSteps(
    stepThrough(matches, (match, index) => outcomes.push({ ...match, outcome: compared.outcome(plans[index]) })),
    pacer,
  );
  return {
    left,
    right,
    matches: outcomes,
    values: await comparing,
    findings: [...ours.findings, ...theirs.findings],
    alignable: (await counting) ?? 0,
    cost,
  };
}

type AnyTensor = TensorValue | NdarrayValue;

/** The component pairs of a match: one of a dense tensor, several of a sparse or nested one. */
type Plan =
  | Exclude<MatchOutcome, { readonly kind: 'compared' | 'parts' }>
  /** No elements that a kernel reads. */
  | UnreadPair
  | { readonly kind: 'pairs'; readonly pairs: readonly { readonly name: string; readonly pair: number }[] };

interface FirstPlan {
  readonly right: AnyTensor;
  readonly plan: Plan;
  others: Map<AnyTensor, Plan> | undefined;
}

interface UnreadPair {
  readonly kind: 'unread';
  readonly left: AnyTensor;
  readonly right: AnyTensor;
}

/** Pairs to compare, each pair of tensors once, whatever paths lead to them. */
class PairTable {
  readonly #parameters: CompareParameters;
  readonly #pairs: HeldPair[] = [];
  /** By the left tensor; those of further partners beside that of the first, which is mostly the only one. */
  readonly #plans = new Map<AnyTensor, FirstPlan>();
  readonly #outcomes = new Map<number, PairDifference>();
  readonly #unread = new Map<UnreadPair, MatchOutcome>();

  constructor(parameters: CompareParameters) {
    this.#parameters = parameters;
  }

  add({ left, right }: TensorMatch): Plan {
    if (left === undefined || right === undefined) return { kind: 'none' };
    const known = this.#plans.get(left.value);
    if (known === undefined) {
      const plan = this.#plan(left.value, right.value);
      this.#plans.set(left.value, { right: right.value, plan, others: undefined });
      return plan;
    }
    if (known.right === right.value) return known.plan;
    known.others ??= new Map();
    const plan = known.others.get(right.value) ?? this.#plan(left.value, right.value);
    known.others.set(right.value, plan);
    return plan;
  }

  async run(): Promise<PoolCost> {
    const { pool, kernel, onProgress, signal, pacer } = this.#parameters;
    for (const plan of this.#unread.keys()) {
      const isSame = await paceSteps(haveEqualMembers(plan.left, plan.right), pacer);
      this.#unread.set(plan, { kind: 'parts', changed: !isSame });
    }
    return comparePairs({
      pairs: this.#pairs,
      pool,
      kernel,
      onCompared: (difference) => this.#outcomes.set(difference.pair, difference),
      ...(onProgress && { onProgress }),
      ...(signal && { signal }),
      pacer,
    });
  }

  outcome(plan: Plan | undefined): MatchOutcome {
    if (plan === undefined) return { kind: 'none' };
    if (plan.kind === 'unread') return this.#unread.get(plan) ?? { kind: 'none' };
    if (plan.kind !== 'pairs') return plan;
    const found = plan.pairs.map(({ name, pair }) => ({ name, outcome: this.#outcomes.get(pair) }));
    for (const { outcome } of found)
      if (outcome !== undefined && 'why' in outcome) return { kind: 'unknown', why: outcome.why };
    const compared = found.flatMap(({ name, outcome }) =>
      outcome === undefined || 'why' in outcome ? [] : [{ name, pair: outcome }],
    );
    const [first] = compared;
    if (compared.length === 1 && first !== undefined) return { kind: 'compared', pair: first.pair };
    const values = compared.find(({ name }) => name === 'values' || name === 'buffer');
    const samePlaces = compared.every((component) => component === values || component.pair.summary.changed === 0);
    if (values !== undefined && samePlaces) return { kind: 'compared', pair: values.pair };
    return { kind: 'parts', changed: compared.some(({ pair }) => pair.summary.changed > 0) };
  }

  #plan(left: AnyTensor, right: AnyTensor): Plan {
    if (!isSameShape(left.shape, right.shape)) return { kind: 'none' };
    if (isUnread(left) && isUnread(right)) {
      const unread: UnreadPair = { kind: 'unread', left, right };
      this.#unread.set(unread, { kind: 'none' });
      return unread;
    }
    if (this.#parameters.trustCrc && haveEqualChecksums(left, right)) return { kind: 'trusted' };
    const ours = componentsOf(left);
    const theirs = componentsOf(right);
    if (ours.map(({ name }) => name).join() !== theirs.map(({ name }) => name).join()) {
      return { kind: 'unknown', why: 'The layouts of both sides differ.' };
    }
    const pairs: { name: string; pair: number }[] = [];
    for (const [index, { name, tensor }] of ours.entries()) {
      const other = theirs[index]?.tensor;
      if (other === undefined) continue;
      pairs.push({ name, pair: this.#pairs.length });
      this.#pairs.push({
        pair: this.#pairs.length,
        left: { opened: this.#parameters.left, value: tensor },
        right: { opened: this.#parameters.right, value: other },
      });
    }
    return { kind: 'pairs', pairs };
  }
}

/** Whether a tensor has no elements that a kernel reads: neither bytes in the file (meta, lazy), nor numbers in an array. */
function isUnread(value: AnyTensor): boolean {
  if (value.kind === 'ndarray') return findElementReader({ dtype: value.dtype, swapped: false }) === undefined;
  return value.storage === undefined && value.parts === undefined;
}

/** Texts and dates by their bytes, objects member by member; tensors without values are told apart by shape and type alone. */
function* haveEqualMembers(left: AnyTensor, right: AnyTensor): Steps<boolean> {
  if (left.kind !== 'ndarray' || right.kind !== 'ndarray') return left.kind === right.kind;
  if (left.data === undefined || right.data === undefined) {
    return (yield* compareValuesInSteps(left, right)).changes.length === 0;
  }
  return left.byteOrder === right.byteOrder && (yield* areEqualBytes(left.data, right.data));
}

function componentsOf(tensor: AnyTensor): readonly { readonly name: string; readonly tensor: AnyTensor }[] {
  return tensor.kind === 'tensor' && tensor.parts !== undefined ? tensor.parts : [{ name: '', tensor }];
}
