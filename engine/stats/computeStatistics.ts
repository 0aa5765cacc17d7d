import type { OpenedFile } from '../formats/openedFile.ts';
import { INPUT_BYTES } from '../kernels/kernel.ts';
import type { NdarrayValue, TensorValue } from '../values/pyValue.ts';
import { FigureRows } from './figureRows.ts';
import { deriveFigures } from './figures.ts';
import { planArray, planTensor, type ChannelFigures, type TensorPlan } from './planTensor.ts';
import { isPlainRun } from './placeRuns.ts';
import { orUnreadable } from './orUnreadable.ts';
import { reducePlain, type PlainTensor } from './reducePlain.ts';
import { createStorageReader, readSmallTensor } from './readStorage.ts';
import { reduceComplex } from './reduceComplex.ts';
import { reducePart } from './reducePart.ts';
import { TENSORS_PER_LOOK, type StatisticsParameters } from './statisticsParameters.ts';
import { mergeSummaries, type Summary } from './summary.ts';

/** What came of a computation beside the figures. */
export interface StatisticsOutcome {
  /** Tensors without figures, and why. */
  readonly none: readonly { readonly tensor: number; readonly why: string }[];
  /** What the pool read. Other reads went through the opened file's source. */
  readonly bytesRead: number;
  readonly reads: number;
}

/**
 * Statistics of many tensors in one pass over the file, by ascending offset. Figures arrive as they are finished, each tensor
 * once. Memory: the kernels', and the figures of tensors that span several tasks. Errors: `source/*`, `zip/*`.
 */
export async function computeStatistics(parameters: StatisticsParameters): Promise<StatisticsOutcome> {
  const { opened, tensors, pacer, signal } = parameters;
  const none: { tensor: number; why: string }[] = [];
  const plain: PlainTensor[] = [];
  const other: NumberedPlan[] = [];
  for (const [index, { tensor, value }] of tensors.entries()) {
    if (index % TENSORS_PER_LOOK === 0 && pacer?.isDue()) await pacer.pause();
    if (value.kind === 'ndarray') {
      if (!(await reduceArray(parameters, tensor, value)))
        none.push({ tensor, why: 'The array holds objects, not numbers.' });
      continue;
    }
    const plan = await planWithChannels(opened, value, signal);
    const part = plan.kind === 'real' && plan.parts.length === 1 ? plan.parts[0] : undefined;
    if (plan.kind === 'none') none.push({ tensor, why: plan.why });
    else if (part !== undefined && isPlainRun(part)) plain.push({ tensor, part });
    else other.push({ tensor, plan });
  }
  const reduced = await reducePlain(parameters, plain);
  none.push(...reduced.none);
  for (const numbered of other) {
    const why = await orUnreadable(reduceOther(parameters, numbered));
    if (why !== undefined) none.push({ tensor: numbered.tensor, why });
  }
  return { ...reduced, none };
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
  await onFigures(rows.toBatch());
}

/** A numpy array's elements are in memory already, within the limit of a pickle. */
async function reduceArray(
  { kernel, bins, onFigures }: StatisticsParameters,
  tensor: number,
  array: NdarrayValue,
): Promise<boolean> {
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
  await onFigures(rows.toBatch());
  return true;
}
