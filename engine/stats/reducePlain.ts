import type { FigureBatch } from '../../shared/statistics.ts';
import { FigureRows } from './figureRows.ts';
import { deriveFigures } from './figures.ts';
import { joinBatches } from './figureTable.ts';
import { orUnreadable } from './orUnreadable.ts';
import { computeRun, placeRun } from './placeRuns.ts';
import type { Run } from './planChunks.ts';
import { planTasks } from './planTasks.ts';
import type { TensorPart } from './planTensor.ts';
import type { ReducedTask, TensorReading } from './reduceTask.ts';
import { TENSORS_PER_LOOK, type StatisticsParameters } from './statisticsParameters.ts';
import { mergeSummaries, type Summary } from './summary.ts';

/** A tensor whose elements lie in the file one after another, as a kernel reads them. */
export interface PlainTensor {
  readonly tensor: number;
  readonly part: TensorPart;
}

/** What the pool read, and what could not be found. */
interface PlainOutcome {
  readonly none: readonly { readonly tensor: number; readonly why: string }[];
  readonly bytesRead: number;
  readonly reads: number;
}

/**
 * Runs in the file, reduced by the pool; those that were not where torch's arithmetic puts them are located and reduced again.
 * Tensors of the same elements (tied weights) are read once.
 */
export async function reducePlain(
  parameters: StatisticsParameters,
  plain: readonly PlainTensor[],
): Promise<PlainOutcome> {
  const { firsts, twins } = findTwins(plain);
  const onFigures = async (batch: FigureBatch) => parameters.onFigures(addTwins(batch, twins));
  const first = await runTasks({ ...parameters, onFigures }, firsts, false);
  if (first.misplaced.size === 0) return first;
  const again = firsts.filter(({ tensor }) => first.misplaced.has(tensor));
  const second = await runTasks({ ...parameters, onFigures }, again, true);
  return {
    none: [...first.none, ...second.none],
    bytesRead: first.bytesRead + second.bytesRead,
    reads: first.reads + second.reads,
  };
}

interface Twins {
  readonly firsts: readonly PlainTensor[];
  /** For a tensor, others that show the same elements. */
  readonly twins: ReadonlyMap<number, readonly number[]>;
}

function findTwins(plain: readonly PlainTensor[]): Twins {
  const firsts = new Map<string, PlainTensor>();
  const twins = new Map<number, number[]>();
  for (const one of plain) {
    const { reader, storage, set } = one.part;
    const { kind, values, integer } = reader.format;
    // A table of values is one quantizer's: such tensors are no twins of others.
    const table = values === undefined ? '' : one.tensor;
    const where = `${storage.index} ${storage.key} ${set.view.offset} ${set.view.dims[0]?.size}`;
    const key = `${where} ${kind} ${integer} ${table}`;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, one);
    else twins.set(first.tensor, [...(twins.get(first.tensor) ?? []), one.tensor]);
  }
  return { firsts: [...firsts.values()], twins };
}

function addTwins(batch: FigureBatch, twins: Twins['twins']): FigureBatch {
  if (twins.size === 0) return batch;
  const copies = [...batch.tensors].flatMap((tensor, row) =>
    (twins.get(tensor) ?? []).map((twin) => renumberRow(batch, row, twin)),
  );
  return copies.length === 0 ? batch : joinBatches([batch, ...copies]);
}

function renumberRow(batch: FigureBatch, row: number, tensor: number): FigureBatch {
  const from = batch.binStart[row] ?? 0;
  const to = batch.binStart[row + 1] ?? from;
  const rows = batch.figures.length / batch.tensors.length;
  return {
    tensors: Uint32Array.of(tensor),
    figures: batch.figures.subarray(row * rows, (row + 1) * rows),
    binStart: Uint32Array.of(0, to - from),
    edges: batch.edges.subarray(from + row, to + row + 1),
    counts: batch.counts.subarray(from, to),
    exact: batch.exact.filter((one) => one.tensor === batch.tensors[row]).map((one) => ({ ...one, tensor })),
  };
}

async function runTasks(
  parameters: StatisticsParameters,
  plain: readonly PlainTensor[],
  exact: boolean,
): Promise<PlainOutcome & { readonly misplaced: ReadonlySet<number> }> {
  const { pool, bins, onFigures, onProgress, signal } = parameters;
  const { runs, readings, none } = await placeRuns(parameters, plain, exact);
  await finishEmpty(parameters, readings);
  const total = runs.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const misplaced = new Set<number>();
  const merging = new MergedParts(readings, bins);
  const tasks = planTasks(runs, { readings, bins, lanes: pool.lanes ?? 1 });
  const onReduced = async ({ finished, parts, misplaced: lost }: ReducedTask) => {
    const batches = finished.tensors.length > 0 ? [finished] : [];
    for (const tensor of lost) misplaced.add(tensor);
    for (const tensor of finished.tensors) done += readings.get(tensor)?.bytes ?? 0;
    for (const { tensor, bytes, summary } of parts) {
      done += bytes;
      const batch = merging.add(tensor, bytes, summary);
      if (batch !== undefined) batches.push(batch);
    }
    onProgress?.(done, total);
    if (batches.length > 0) await onFigures(joinBatches(batches));
  };
  await pool.run(tasks, onReduced, signal);
  const chunks = tasks.flatMap((task) => task.chunks);
  const bytesRead = chunks.reduce((sum, { start, end }) => sum + end - start, 0);
  return { none, misplaced, bytesRead, reads: chunks.length };
}

interface PlacedRuns {
  readonly runs: readonly Run[];
  readonly readings: ReadonlyMap<number, TensorReading>;
  readonly none: PlainOutcome['none'];
}

async function placeRuns(
  { opened, pacer, signal }: StatisticsParameters,
  plain: readonly PlainTensor[],
  exact: boolean,
): Promise<PlacedRuns> {
  const runs: Run[] = [];
  const readings = new Map<number, TensorReading>();
  const none: { tensor: number; why: string }[] = [];
  for (const [index, { tensor, part }] of plain.entries()) {
    if (index % TENSORS_PER_LOOK === 0 && pacer?.isDue()) await pacer.pause();
    const note = (run: Run) => {
      const { format, swapped } = part.reader;
      if (run.bytes > 0) runs.push(run);
      readings.set(tensor, { tensor, format, swapped, bytes: run.bytes });
    };
    // Thousands of promises would cost more than the places.
    const computed = exact ? undefined : computeRun(tensor, part, opened);
    if (computed !== undefined) note(computed);
    else {
      const why = await orUnreadable(placeRun(tensor, part, opened, { exact, ...(signal && { signal }) }).then(note));
      if (why !== undefined) none.push({ tensor, why });
    }
  }
  return { runs, readings, none };
}

/** Tensors without elements have no bytes to read, and still figures: counts of 0. */
async function finishEmpty(
  { kernel, bins, onFigures }: StatisticsParameters,
  readings: ReadonlyMap<number, TensorReading>,
): Promise<void> {
  const rows = new FigureRows();
  for (const { tensor, format, bytes } of readings.values()) {
    if (bytes === 0) rows.add(tensor, deriveFigures(kernel.take(format), { integer: format.integer, bins }));
  }
  if (rows.length > 0) await onFigures(rows.toBatch());
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
