import type { FigureBatch } from '../../shared/statistics.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { INPUT_BYTES, type Kernel } from '../kernels/kernel.ts';
import type { NdarrayValue, TensorValue } from '../values/pyValue.ts';
import { FigureRows } from './figureRows.ts';
import { deriveFigures } from './figures.ts';
import { planChunks, type Run } from './planChunks.ts';
import { planArray, planTensor, type ChannelFigures, type TensorPart, type TensorPlan } from './planTensor.ts';
import { isPlainRun, placeRun } from './placeRuns.ts';
import { planTasks } from './planTasks.ts';
import { createStorageReader, readSmallTensor } from './readStorage.ts';
import { reduceComplex } from './reduceComplex.ts';
import { reducePart } from './reducePart.ts';
import type { ReducedTask, ReduceTask, TensorReading } from './reduceTask.ts';
import { mergeSummaries, type Summary } from './summary.ts';

/** A tensor or array under the number that the caller gives it. */
export interface NumberedTensor {
  readonly tensor: number;
  readonly value: TensorValue | NdarrayValue;
}

/** Runs tasks, several at once where the platform has threads; results come in any order. */
export interface ReductionPool {
  run(tasks: readonly ReduceTask[], onReduced: (reduced: ReducedTask) => void, signal?: AbortSignal): Promise<void>;
}

export interface StatisticsParameters {
  readonly opened: OpenedFile;
  readonly tensors: readonly NumberedTensor[];
  /** Bins of each histogram, at most. */
  readonly bins: number;
  readonly pool: ReductionPool;
  /** For elements that are no plain runs; those are reduced on this thread. */
  readonly kernel: Kernel;
  readonly onFigures: (batch: FigureBatch) => void;
  /** Bytes of tensors done so far, of all that will be. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** What came of a computation beside the figures. */
export interface StatisticsOutcome {
  /** Tensors without figures, and why. */
  readonly none: readonly { readonly tensor: number; readonly why: string }[];
}

/**
 * Statistics of many tensors in one pass over the file, by ascending offset. Figures arrive as they are finished, each tensor
 * once. Memory: the kernels', and the figures of tensors that span several tasks. Errors: `source/*`, `zip/*`.
 */
export async function computeStatistics(parameters: StatisticsParameters): Promise<StatisticsOutcome> {
  const { opened, tensors, signal } = parameters;
  const none: { tensor: number; why: string }[] = [];
  const plain: PlainTensor[] = [];
  const other: NumberedPlan[] = [];
  for (const { tensor, value } of tensors) {
    if (value.kind === 'ndarray') {
      if (!reduceArray(parameters, tensor, value)) none.push({ tensor, why: 'The array holds objects, not numbers.' });
      continue;
    }
    const plan = await planWithChannels(opened, value, signal);
    const part = plan.kind === 'real' && plan.parts.length === 1 ? plan.parts[0] : undefined;
    if (plan.kind === 'none') none.push({ tensor, why: plan.why });
    else if (part !== undefined && isPlainRun(part)) plain.push({ tensor, part });
    else other.push({ tensor, plan });
  }
  await reducePlain(parameters, plain);
  for (const numbered of other) await reduceOther(parameters, numbered);
  return { none };
}

interface PlainTensor {
  readonly tensor: number;
  readonly part: TensorPart;
}

interface NumberedPlan {
  readonly tensor: number;
  readonly plan: TensorPlan;
}

async function planWithChannels(opened: OpenedFile, tensor: TensorValue, signal?: AbortSignal): Promise<TensorPlan> {
  const swapped = opened.container.byteOrder === 'big';
  const { quantization } = tensor;
  if (quantization === undefined || 'scale' in quantization) return planTensor(tensor, { swapped });
  const figures = async (value: TensorValue | readonly number[]) =>
    'kind' in value ? readSmallTensor(opened, value, signal) : value;
  const scales = await figures(quantization.scales);
  const zeroPoints = await figures(quantization.zeroPoints);
  const channels: ChannelFigures | undefined = scales && zeroPoints && { scales, zeroPoints };
  return planTensor(tensor, { swapped, ...(channels && { channels }) });
}

/** Runs in the file, reduced by the pool; those that were not where torch's arithmetic puts them are located and reduced again. */
async function reducePlain(parameters: StatisticsParameters, plain: readonly PlainTensor[]): Promise<void> {
  const misplaced = await runTasks(parameters, plain, false);
  if (misplaced.size > 0) {
    const again = plain.filter(({ tensor }) => misplaced.has(tensor));
    await runTasks(parameters, again, true);
  }
}

async function runTasks(
  parameters: StatisticsParameters,
  plain: readonly PlainTensor[],
  exact: boolean,
): Promise<ReadonlySet<number>> {
  const { opened, pool, bins, onFigures, onProgress, signal } = parameters;
  const runs: Run[] = [];
  const readings = new Map<number, TensorReading>();
  for (const { tensor, part } of plain) {
    const run = await placeRun(tensor, part, opened, { exact, ...(signal && { signal }) });
    const { format, swapped } = part.reader;
    if (run.bytes > 0) runs.push(run);
    readings.set(tensor, { tensor, format, swapped, bytes: run.bytes });
  }
  finishEmpty(parameters, readings);
  const total = runs.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const misplaced = new Set<number>();
  const merging = new MergedParts(readings, bins);
  await pool.run(
    planTasks(planChunks(runs, INPUT_BYTES), readings, bins),
    (reduced) => {
      for (const tensor of reduced.misplaced) misplaced.add(tensor);
      const { finished } = reduced;
      for (const tensor of finished.tensors) done += readings.get(tensor)?.bytes ?? 0;
      if (finished.tensors.length > 0) onFigures(finished);
      for (const { tensor, bytes, summary } of reduced.parts) {
        done += bytes;
        const batch = merging.add(tensor, bytes, summary);
        if (batch !== undefined) onFigures(batch);
      }
      onProgress?.(done, total);
    },
    signal,
  );
  return misplaced;
}

/** Tensors without elements have no bytes to read, and still figures: counts of 0. */
function finishEmpty(
  { kernel, bins, onFigures }: StatisticsParameters,
  readings: ReadonlyMap<number, TensorReading>,
): void {
  const rows = new FigureRows();
  for (const { tensor, format, bytes } of readings.values()) {
    if (bytes === 0) rows.add(tensor, deriveFigures(kernel.take(format), { integer: format.integer, bins }));
  }
  if (rows.length > 0) onFigures(rows.toBatch());
}

/** Parts of tensors that are larger than a task. */
class MergedParts {
  readonly #readings: ReadonlyMap<number, TensorReading>;
  readonly #bins: number;
  readonly #waiting = new Map<number, { bytes: number; summary: Summary }>();

  constructor(readings: ReadonlyMap<number, TensorReading>, bins: number) {
    this.#readings = readings;
    this.#bins = bins;
  }

  /** The tensor's figures, once all of its bytes were seen. */
  add(tensor: number, bytes: number, summary: Summary): FigureBatch | undefined {
    const before = this.#waiting.get(tensor);
    const merged = {
      bytes: bytes + (before?.bytes ?? 0),
      summary: before === undefined ? summary : mergeSummaries(before.summary, summary),
    };
    const reading = this.#readings.get(tensor);
    if (reading === undefined || merged.bytes < reading.bytes) {
      this.#waiting.set(tensor, merged);
      return undefined;
    }
    this.#waiting.delete(tensor);
    const rows = new FigureRows();
    rows.add(tensor, deriveFigures(merged.summary, { integer: reading.format.integer, bins: this.#bins }));
    return rows.toBatch();
  }
}

async function reduceOther(parameters: StatisticsParameters, { tensor, plan }: NumberedPlan): Promise<void> {
  const { opened, kernel, bins, onFigures, signal } = parameters;
  const rows = new FigureRows();
  if (plan.kind === 'complex') {
    rows.add(tensor, await reduceComplex(plan, kernel, createStorageReader(opened, plan.part.storage), signal));
  } else if (plan.kind === 'real') {
    const [first] = plan.parts;
    if (first === undefined) return;
    const read = createStorageReader(opened, first.storage);
    let summary: Summary | undefined;
    for (const part of plan.parts) {
      const reduced = await reducePart(part, kernel, read, signal);
      summary = summary === undefined ? reduced : mergeSummaries(summary, reduced);
    }
    if (summary !== undefined) rows.add(tensor, deriveFigures(summary, { integer: first.reader.format.integer, bins }));
  }
  onFigures(rows.toBatch());
}

/** A numpy array's elements are in memory already, within the limit of a pickle. */
function reduceArray({ kernel, bins, onFigures }: StatisticsParameters, tensor: number, array: NdarrayValue): boolean {
  const plan = planArray(array);
  if (plan === undefined) return false;
  const { format, swapped } = plan.reader;
  for (let at = 0; at < plan.data.length; at += INPUT_BYTES) {
    const piece = plan.data.subarray(at, at + INPUT_BYTES);
    kernel.inputs[0]?.set(piece);
    kernel.reduce(format, 0, 0, piece.length, swapped);
  }
  const rows = new FigureRows();
  rows.add(tensor, deriveFigures(kernel.take(format), { integer: format.integer, bins }));
  onFigures(rows.toBatch());
  return true;
}
