import { FIGURES, type ExactExtremes, type FigureBatch, type FigureName } from '../../shared/statistics.ts';

/** Rows of one batch at most in a table: the row's place and the batch's number share one safe integer. */
const BATCH_ROWS: number = 2 ** 24;

/** A row of a batch. */
export interface FigureRow {
  readonly tensor: number;
  /** In the order of {@link FIGURES}. */
  readonly figures: Float64Array;
  /** One more than `counts`; where there is no histogram, `counts` is empty. */
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/**
 * Figures by tensor, as they came: batches are kept, not copied. With histograms of 32 bins a tensor costs about 700 bytes.
 * Each tensor is added once.
 */
export class FigureTable {
  readonly #batches: FigureBatch[] = [];
  readonly #places = new Map<number, number>();

  get size(): number {
    return this.#places.size;
  }

  has(tensor: number): boolean {
    return this.#places.has(tensor);
  }

  add(batch: FigureBatch): void {
    const base = this.#batches.length * BATCH_ROWS;
    this.#batches.push(batch);
    for (const [row, tensor] of batch.tensors.entries()) this.#places.set(tensor, base + row);
  }

  /** One figure; NaN where it does not apply or the tensor is not in the table. */
  figure(tensor: number, name: FigureName): number {
    const place = this.#places.get(tensor);
    if (place === undefined) return Number.NaN;
    return readFigure(this.#batchAt(place).figures, place % BATCH_ROWS, name);
  }

  row(tensor: number): FigureRow | undefined {
    const place = this.#places.get(tensor);
    return place === undefined ? undefined : readRow(this.#batchAt(place), place % BATCH_ROWS);
  }

  /** A tensor's extremes, where a double cannot hold them. */
  exact(tensor: number): ExactExtremes | undefined {
    const place = this.#places.get(tensor);
    return place === undefined ? undefined : this.#batchAt(place).exact.find((one) => one.tensor === tensor);
  }

  /** The rows of those of some tensors that are in the table. */
  select(tensors: Iterable<number>): FigureBatch {
    const rows: FigureRow[] = [];
    const exact: ExactExtremes[] = [];
    for (const tensor of tensors) {
      const row = this.row(tensor);
      if (row === undefined) continue;
      rows.push(row);
      const extremes = this.exact(tensor);
      if (extremes !== undefined) exact.push(extremes);
    }
    return packRows(rows, exact);
  }

  #batchAt(place: number): FigureBatch {
    const batch = this.#batches[Math.floor(place / BATCH_ROWS)];
    if (batch === undefined) throw new RangeError(`a batch for place ${place}`);
    return batch;
  }
}

const COLUMN: ReadonlyMap<FigureName, number> = new Map(FIGURES.map((name, column) => [name, column]));

/** The rows of several batches in one, in their order. */
export function joinBatches(batches: readonly FigureBatch[]): FigureBatch {
  const [only] = batches;
  if (only !== undefined && batches.length === 1) return only;
  return packRows(
    batches.flatMap((batch) => Array.from(batch.tensors, (_, row) => readRow(batch, row))),
    batches.flatMap(({ exact }) => exact),
  );
}

/** Views into the batch; nothing is copied. */
export function readRow(batch: FigureBatch, row: number): FigureRow {
  const from = batch.binStart[row] ?? 0;
  const to = batch.binStart[row + 1] ?? from;
  return {
    tensor: batch.tensors[row] ?? 0,
    figures: batch.figures.subarray(row * FIGURES.length, (row + 1) * FIGURES.length),
    edges: batch.edges.subarray(from + row, to + row + 1),
    counts: batch.counts.subarray(from, to),
  };
}

/** One figure of a row; NaN where it does not apply. */
export function figureOf(row: FigureRow, name: FigureName): number {
  return readFigure(row.figures, 0, name);
}

function readFigure(figures: Float64Array, row: number, name: FigureName): number {
  return figures[row * FIGURES.length + (COLUMN.get(name) ?? 0)] ?? Number.NaN;
}

function packRows(rows: readonly FigureRow[], exact: readonly ExactExtremes[]): FigureBatch {
  const bins = rows.reduce((sum, { counts }) => sum + counts.length, 0);
  const batch = {
    tensors: Uint32Array.from(rows, ({ tensor }) => tensor),
    figures: new Float64Array(rows.length * FIGURES.length),
    binStart: new Uint32Array(rows.length + 1),
    edges: new Float64Array(bins + rows.length),
    counts: new Float64Array(bins),
    exact,
  };
  let start = 0;
  for (const [place, { figures, edges, counts }] of rows.entries()) {
    batch.figures.set(figures, place * FIGURES.length);
    batch.edges.set(edges, start + place);
    batch.counts.set(counts, start);
    start += counts.length;
    batch.binStart[place + 1] = start;
  }
  return batch;
}
