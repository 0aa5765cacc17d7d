import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import { isSameFormat, SIDE_BYTES } from '../kernels/differenceKernel.ts';
import { isPlainRun, placeRun } from '../stats/placeRuns.ts';
import type { Pacer } from '../pacer.ts';
import { paceSteps, stepThrough } from '../steps.ts';
import type { TensorPart } from '../stats/planTensor.ts';
import { alignViews, coordinatesOf, countAligned, isAlignedRun, sideView, type AlignedView } from './alignedView.ts';
import { mergeDifferences, NO_DIFFERENCE, type DifferenceSummary } from './differenceSummary.ts';
import { gatherPair, isExcessive } from './gatherPair.ts';
import { measureTask } from './packTask.ts';
import { readParts } from './partRows.ts';
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
  const plain: PlannedPair[] = [];
  const other: PlannedPair[] = [];
  for (const { pair, left, right } of pairs) {
    const sides = [await findTensorSide(left, signal), await findTensorSide(right, signal)] as const;
    const planned = planPair(pair, ...sides);
    if ('why' in planned) onCompared(planned);
    else if (isPlain(planned)) plain.push(planned);
    else other.push(planned);
    if (pacer?.isDue() === true) await pacer.pause();
  }
  const cost = await comparePlain(parameters, plain);
  for (const planned of other) {
    onCompared(describe(planned, await gatherPair({ ...planned, pacer }, kernel, signal)));
  }
  return cost;
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
  if (left.view.shape.join() !== right.view.shape.join()) {
    return { pair, why: 'The stored values of both sides differ in shape.' };
  }
  const sameKind = left.opaque === right.opaque && (left.complex === undefined) === (right.complex === undefined);
  if (!sameKind) return { pair, why: 'The element types of both sides have no common values.' };
  const axis = left.channelAxis ?? right.channelAxis;
  const planned = { pair, left, right, view: alignViews([left.view, right.view], axis) };
  if (!isExcessive(planned)) return planned;
  return { pair, why: 'The tensor shows far more elements than the file holds.' };
}

function isPlain({ left, right, view }: PlannedPair): boolean {
  return isAlignedRun(view) && [left, right].every((side, at) => isPlainSide(side, view, at));
}

/** Whether a kernel can read a side as it lies in the file. */
export function isPlainSide(side: TensorSide, view: AlignedView, at: number): boolean {
  if (side.complex !== undefined || side.channelAxis !== undefined) return false;
  const part = partOf(side, view, at);
  return !part.reader.swapped && isPlainRun(part);
}

function partOf({ readerAt, storage }: TensorSide, view: AlignedView, at: number): TensorPart {
  return { reader: readerAt(0), storage, set: { repeat: 1, view: sideView(view, at) } };
}

/** Where a side's elements lie in its file. */
export async function placeSide(
  tensor: number,
  side: TensorSide,
  { view, at }: { readonly view: AlignedView; readonly at: number },
  options: { readonly exact: boolean; readonly signal?: AbortSignal },
): Promise<StrandSide> {
  const part = partOf(side, view, at);
  const { start, lead } = await placeRun(tensor, part, side.opened, options);
  return { start, format: part.reader.format, ...(lead !== undefined && { lead }) };
}

async function comparePlain(parameters: ComparePairsParameters, plain: readonly PlannedPair[]): Promise<PoolCost> {
  const { misplaced, ...first } = await runStrands(parameters, plain, false);
  if (misplaced.size === 0) return first;
  const again = plain.filter(({ pair }) => misplaced.has(pair));
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
  plain: readonly PlannedPair[],
  exact: boolean,
): Promise<PoolCost & { readonly misplaced: ReadonlySet<number> }> {
  const strands: Strand[] = [];
  const waiting = new Map<number, WaitingPair>();
  for (const planned of plain) {
    const { pair, left, right, view } = planned;
    const count = countAligned(view);
    const options = { exact, ...(signal && { signal }) };
    const sides = [
      await placeSide(pair, left, { view, at: 0 }, options),
      await placeSide(pair, right, { view, at: 1 }, options),
    ];
    strands.push({ tensor: pair, count, sides });
    waiting.set(pair, { planned, summary: undefined });
    if (pacer?.isDue() === true) await pacer.pause();
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
