import { alignViews, countAligned } from '../compare/alignedView.ts';
import type { PoolCost } from '../compare/comparePairs.ts';
import { mergeDifferences, NO_DIFFERENCE, type DifferenceSummary } from '../compare/differenceSummary.ts';
import { gatherPair, isExcessive } from '../compare/gatherPair.ts';
import { measureTask } from '../compare/packTask.ts';
import { readParts } from '../compare/partRows.ts';
import { findPlainSides, placeSide, type PlainSide } from '../compare/plainSide.ts';
import { planStrandTasksInSteps } from '../compare/planStrands.ts';
import { blameSource } from '../compare/sourceFailure.ts';
import type { Strand, StrandSide, StrandTask } from '../compare/strand.ts';
import type { StrandPool } from '../compare/strandPool.ts';
import { findTensorSide, type TensorSide } from '../compare/tensorSide.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { SIDE_BYTES, type DifferenceKernel } from '../kernels/differenceKernel.ts';
import type { Pacer } from '../pacer.ts';
import { paceSteps, stepThrough } from '../steps.ts';
import { isSameShape } from '../torch/elementMath.ts';
import type { SeriesTable } from './seriesTable.ts';

export interface SeriesParameters {
  /** In order. */
  readonly files: readonly { readonly opened: OpenedFile }[];
  readonly table: SeriesTable;
  /** Over the files, in the same order. */
  readonly pool: StrandPool;
  readonly kernel: DifferenceKernel;
  readonly pacer: Pacer;
  /** Bytes of all files done so far, of all that will be. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** A tensor through neighbouring files in which it has the same shape. */
interface Row {
  readonly tensor: number;
  readonly files: readonly number[];
  readonly sides: readonly TensorSide[];
}

/** One whose elements are plain runs in every file. */
interface PlainRow extends Row {
  readonly plain: readonly PlainSide[];
  readonly count: number;
}

/** What following took. */
export interface FollowedSeries extends PoolCost {
  /** Files of which tensors were read, or would have been. */
  readonly touched: ReadonlySet<number>;
}

/**
 * Follows every tensor through all files in one pass: each byte is read once, whatever the number of files, and compared with the file
 * before while that is still in memory. What the table knows already is not read. Errors: `source/*`, `zip/*`.
 */
export async function followSeries(parameters: SeriesParameters): Promise<FollowedSeries> {
  const { pacer } = parameters;
  const rows = await planRows(parameters);
  const rowOf = new Map<number, PlainRow>();
  const others: Row[] = [];
  await paceSteps(
    stepThrough(rows, (row, index) => {
      const view = alignViews(row.sides.map((side) => side.view));
      const plain = findPlainSides(row.sides, view);
      if (plain === undefined) others.push(row);
      else rowOf.set(index, { ...row, plain, count: countAligned(view) });
    }),
    pacer,
  );
  const first = await runRows(parameters, rowOf, { exact: false, before: 0 });
  const misplaced = new Map([...rowOf].filter(([index]) => first.misplaced.has(index)));
  const again = { exact: true, before: first.bytesRead };
  const second = misplaced.size === 0 ? NOTHING_READ : await runRows(parameters, misplaced, again);
  for (const row of others) {
    await gatherRow(parameters, row);
    if (pacer.isDue()) await pacer.pause();
  }
  return {
    bytesRead: first.bytesRead + second.bytesRead,
    reads: first.reads + second.reads,
    touched: new Set(rows.flatMap(({ files }) => files)),
  };
}

const NOTHING_READ: PoolCost = { bytesRead: 0, reads: 0 };
/** Tensors between two looks at the clock: each is looked up in every file. */
const TENSORS_PER_LOOK = 16;

async function planRows({ files, table, pacer, signal }: SeriesParameters): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [place, tensor] of table.distinct.entries()) {
    if (place % TENSORS_PER_LOOK === 0 && pacer.isDue()) await pacer.pause();
    if (table.isKnown(tensor)) continue;
    let run: { files: number[]; sides: TensorSide[] } = { files: [], sides: [] };
    const close = (): void => {
      for (const part of table.missingRuns(tensor, run.files)) {
        const from = run.files.indexOf(part[0] ?? 0);
        rows.push({ tensor, files: part, sides: run.sides.slice(from, from + part.length) });
      }
      run = { files: [], sides: [] };
    };
    for (const [file, { opened }] of files.entries()) {
      const value = table.valueAt(tensor, file);
      const found = value && findTensorSide({ opened, value }, signal);
      const side = found instanceof Promise ? await blaming(file, found) : found;
      const last = run.sides.at(-1);
      if (side === undefined || 'why' in side) close();
      else {
        if (last !== undefined && !areComparable(last, side)) close();
        run.files.push(file);
        run.sides.push(side);
      }
    }
    close();
  }
  return rows;
}

function areComparable(a: TensorSide, b: TensorSide): boolean {
  if (a.opaque !== b.opaque || (a.complex === undefined) !== (b.complex === undefined)) return false;
  return a.channelAxis === b.channelAxis && isSameShape(a.view.shape, b.view.shape);
}

async function runRows(
  { table, pool, pacer, onProgress, signal }: SeriesParameters,
  rows: ReadonlyMap<number, PlainRow>,
  { exact, before }: { readonly exact: boolean; readonly before: number },
): Promise<PoolCost & { readonly misplaced: ReadonlySet<number> }> {
  const byFiles = new Map<string, { readonly files: readonly number[]; readonly strands: Strand[] }>();
  const waiting = new Map<number, WaitingRow>();
  const options = { exact, ...(signal && { signal }) };
  for (const [index, row] of rows) {
    const key = row.files.join();
    const group = byFiles.get(key) ?? { files: row.files, strands: [] };
    byFiles.set(key, group);
    const strand = { tensor: index, count: row.count, sides: await placeRow(index, row, options) };
    group.strands.push(strand);
    const steps = Math.max(1, row.files.length - 1);
    waiting.set(index, {
      row,
      left: strand.count * steps,
      summaries: Array.from({ length: steps }, () => NO_DIFFERENCE),
    });
    // No bytes, nothing to wait for.
    if (strand.count === 0) keepRow(table, row, [NO_DIFFERENCE]);
    if (waiting.size % TENSORS_PER_LOOK === 0 && pacer.isDue()) await pacer.pause();
  }
  const tasks: StrandTask[] = [];
  for (const { files, strands } of byFiles.values()) {
    for (const task of await paceSteps(planStrandTasksInSteps(files, strands, SIDE_BYTES), pacer)) tasks.push(task);
  }
  const measured = tasks.map(measureTask);
  const total = measured.reduce((sum, { bytes }) => sum + bytes, 0);
  const reads = measured.reduce((sum, task) => sum + task.reads, 0);
  const misplaced = new Set<number>();
  let bytesRead = 0;
  await pool.run(
    tasks,
    (followed) => {
      bytesRead += followed.bytes;
      for (const index of followed.misplaced) misplaced.add(index);
      for (const { tensor: index, step, count, summary } of readParts(followed.parts)) {
        const one = waiting.get(index);
        if (one === undefined) continue;
        one.left -= count;
        const known = one.summaries[step] ?? NO_DIFFERENCE;
        one.summaries[step] = known === NO_DIFFERENCE ? summary : mergeDifferences(known, summary);
        // Kept at once: what is finished survives a cancel.
        if (one.left === 0 && !misplaced.has(index)) keepRow(table, one.row, one.summaries);
      }
      onProgress?.(before + bytesRead, before + total);
    },
    signal,
  );
  return { misplaced, bytesRead, reads };
}

interface WaitingRow {
  readonly row: Row;
  /** Elements that no part has covered yet, over all steps. */
  left: number;
  readonly summaries: DifferenceSummary[];
}

/** Waits for what is read of one file only. */
async function blaming<Result>(file: number, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw blameSource(error, file);
  }
}

async function placeRow(
  index: number,
  { files, plain }: PlainRow,
  options: { readonly exact: boolean; readonly signal?: AbortSignal },
): Promise<readonly StrandSide[]> {
  const placed: StrandSide[] = [];
  for (const [at, side] of plain.entries()) {
    const place = placeSide(index, side, options);
    placed.push(place instanceof Promise ? await blaming(files[at] ?? 0, place) : place);
  }
  return placed;
}

/** Elements that are no plain runs: each file against the one before. */
async function gatherRow({ table, kernel, pacer, signal }: SeriesParameters, row: Row): Promise<void> {
  const { sides } = row;
  const summaries: DifferenceSummary[] = [];
  for (let step = 0; step < Math.max(1, sides.length - 1); step++) {
    const [left, right] = [sides[step], sides[Math.min(step + 1, sides.length - 1)]];
    if (left === undefined || right === undefined) continue;
    const view = alignViews([left.view, right.view], left.channelAxis ?? right.channelAxis);
    if (isExcessive({ left, right, view })) return;
    summaries.push(await gatherPair({ left, right, view, pacer }, kernel, signal));
  }
  keepRow(table, row, summaries);
}

function keepRow(table: SeriesTable, { tensor, files, sides }: Row, summaries: readonly DifferenceSummary[]): void {
  const isValued = sides[0]?.opaque !== true;
  const empty = summaries[0] ?? NO_DIFFERENCE;
  for (const [at, file] of files.entries()) {
    const after = summaries[at - 1] ?? empty;
    const before = summaries[at] ?? after;
    const isFirst = at === 0;
    const norm = isFirst ? before.left : after.right;
    const nan = isFirst ? before.leftNan : after.rightNan;
    if (isValued) table.keepTensor(tensor, file, { norm, nan });
    if (!isFirst) table.keepStep(tensor, file, { difference: after, changed: after.changed });
  }
}
