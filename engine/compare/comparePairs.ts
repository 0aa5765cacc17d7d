import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import { isSameFormat, SIDE_BYTES } from '../kernels/differenceKernel.ts';
import type { Pacer } from '../pacer.ts';
import { paceSteps, stepThrough } from '../steps.ts';
import { isSameShape } from '../torch/elementMath.ts';
import { alignViews, coordinatesOf, countAligned, type AlignedView } from './alignedView.ts';
import { mergeDifferences, NO_DIFFERENCE, type DifferenceSummary } from './differenceSummary.ts';
import { gatherPair, isExcessive } from './gatherPair.ts';
import { measureTask } from './packTask.ts';
import { readParts } from './partRows.ts';
import { findPlainSides, placeSide, type PlainSide } from './plainSide.ts';
import { planStrandTasksInSteps } from './planStrands.ts';
import type { Strand, StrandSide } from './strand.ts';
import type { StrandPool } from './strandPool.ts';
import { findTensorSide, type HeldTensor, type TensorSide } from './tensorSide.ts';

/** Two tensors of one shape under the number that the caller gives them. */
export interface HeldPair {
  readonly pair: number;
  readonly left: HeldTensor;
  readonly right: HeldTensor;
}

/** How two tensors differ, or in a sentence why that cannot be told. */
export type PairDifference = ComparedPair | { readonly pair: number; readonly why: string };

export interface ComparedPair {
  readonly pair: number;
  readonly summary: DifferenceSummary;
  /** Indices of the first element that differs most; undefined where nothing differs. */
  readonly largestAt: readonly number[] | undefined;
  /** Whether elements have values: without, only changed bits are counted. */
  readonly valued: boolean;
  readonly complex: boolean;
  /** Whether elements were compared by their values, because their types differ. */
  readonly byValue: boolean;
}

export interface ComparePairsParameters {
  readonly pairs: readonly HeldPair[];
  /** Over the two files, left first. */
  readonly pool: StrandPool;
  /** For elements that are no plain runs; those are compared on this thread. */
  readonly kernel: DifferenceKernel;
  /** Called once for each pair, in no particular order. */
  readonly onCompared: (difference: PairDifference) => void;
  /** Bytes of both files done so far, of all that will be. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Lets others have their turn while reads are planned and on this thread elements compared. */
  readonly pacer?: Pacer | undefined;
}

/** What the pool read. Other reads went through the opened files' sources. */
export interface PoolCost {
  readonly bytesRead: number;
  readonly reads: number;
}

/** Compares many pairs in one pass over both files. Memory is bounded by the kernels. Errors: `source/*`, `zip/*`. */
export async function comparePairs(parameters: ComparePairsParameters): Promise<PoolCost> {
  const { pairs, kernel, onCompared, signal, pacer } = parameters;
  const plain: PlainPair[] = [];
  const other: PlannedPair[] = [];
  for (const [index, { pair, left, right }] of pairs.entries()) {
    if (index % PAIRS_PER_LOOK === 0 && pacer?.isDue() === true) await pacer.pause();
    const ours = findTensorSide(left, signal);
    const theirs = findTensorSide(right, signal);
    const planned = planPair(
      pair,
      ours instanceof Promise ? await ours : ours,
      theirs instanceof Promise ? await theirs : theirs,
    );
    if ('why' in planned) {
      onCompared(planned);
      continue;
    }
    const sides = findPlainSides([planned.left, planned.right], planned.view);
    if (sides === undefined) other.push(planned);
    else plain.push({ planned, sides });
  }
  const cost = await comparePlain(parameters, plain);
  for (const planned of other) {
    onCompared(describe(planned, await gatherPair({ ...planned, pacer }, kernel, signal)));
  }
  return cost;
}

/** Pairs between two looks at the clock. */
const PAIRS_PER_LOOK = 64;

interface PlainPair {
  readonly planned: PlannedPair;
  readonly sides: readonly PlainSide[];
}

interface PlannedPair {
  readonly pair: number;
  readonly left: TensorSide;
  readonly right: TensorSide;
  readonly view: AlignedView;
}

type Found = Awaited<ReturnType<typeof findTensorSide>>;

function planPair(
  pair: number,
  left: Found,
  right: Found,
): PlannedPair | { readonly pair: number; readonly why: string } {
  if ('why' in left) return { pair, why: left.why };
  if ('why' in right) return { pair, why: right.why };
  if (!isSameShape(left.view.shape, right.view.shape)) {
    return { pair, why: 'The stored values of both sides differ in shape.' };
  }
  const sameKind = left.opaque === right.opaque && (left.complex === undefined) === (right.complex === undefined);
  if (!sameKind) return { pair, why: 'The element types of both sides have no common values.' };
  const axis = left.channelAxis ?? right.channelAxis;
  const planned = { pair, left, right, view: alignViews([left.view, right.view], axis) };
  if (!isExcessive(planned)) return planned;
  return { pair, why: 'The tensor shows far more elements than the file holds.' };
}

async function comparePlain(parameters: ComparePairsParameters, plain: readonly PlainPair[]): Promise<PoolCost> {
  const { misplaced, ...first } = await runStrands(parameters, plain, false);
  if (misplaced.size === 0) return first;
  const again = plain.filter(({ planned }) => misplaced.has(planned.pair));
  const second = await runStrands(parameters, again, true);
  return { bytesRead: first.bytesRead + second.bytesRead, reads: first.reads + second.reads };
}

interface WaitingPair {
  readonly planned: PlannedPair;
  /** Of what has been compared so far. */
  summary: DifferenceSummary | undefined;
}

async function runStrands(
  { pool, onCompared, onProgress, signal, pacer }: ComparePairsParameters,
  plain: readonly PlainPair[],
  exact: boolean,
): Promise<PoolCost & { readonly misplaced: ReadonlySet<number> }> {
  const strands: Strand[] = [];
  const waiting = new Map<number, WaitingPair>();
  const options = { exact, ...(signal && { signal }) };
  for (const [index, { planned, sides }] of plain.entries()) {
    if (index % PAIRS_PER_LOOK === 0 && pacer?.isDue() === true) await pacer.pause();
    const { pair, view } = planned;
    const placed: StrandSide[] = [];
    for (const side of sides) {
      const place = placeSide(pair, side, options);
      placed.push(place instanceof Promise ? await place : place);
    }
    strands.push({ tensor: pair, count: countAligned(view), sides: placed });
    waiting.set(pair, { planned, summary: undefined });
  }
  const tasks = await paceSteps(planStrandTasksInSteps([0, 1], strands, SIDE_BYTES), pacer);
  const measured = tasks.map(measureTask);
  const total = measured.reduce((sum, { bytes }) => sum + bytes, 0);
  let bytesRead = 0;
  const misplaced = new Set<number>();
  await pool.run(
    tasks,
    (followed) => {
      bytesRead += followed.bytes;
      for (const tensor of followed.misplaced) misplaced.add(tensor);
      for (const { tensor, summary } of readParts(followed.parts)) {
        const merged = waiting.get(tensor);
        if (merged === undefined) continue;
        merged.summary = merged.summary === undefined ? summary : mergeDifferences(merged.summary, summary);
      }
      onProgress?.(bytesRead, total);
    },
    signal,
  );
  const keep = ({ planned, summary }: WaitingPair): void => {
    if (!misplaced.has(planned.pair)) onCompared(describe(planned, summary ?? NO_DIFFERENCE));
  };
  await paceSteps(stepThrough(waiting.values(), keep), pacer);
  const reads = measured.reduce((sum, task) => sum + task.reads, 0);
  return { misplaced, bytesRead, reads };
}

function describe({ pair, left, right, view }: PlannedPair, summary: DifferenceSummary): ComparedPair {
  return {
    pair,
    summary,
    largestAt: summary.largestAt < 0 ? undefined : coordinatesOf(view, summary.largestAt),
    valued: !left.opaque,
    complex: left.complex !== undefined,
    byValue: left.channelAxis === undefined && !isSameFormat(left.readerAt(0).format, right.readerAt(0).format),
  };
}
