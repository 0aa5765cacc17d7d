import { FIGURES, type ExactExtremes, type FigureBatch } from '../../shared/statistics.ts';
import type { StatisticCondition } from '../../shared/treeIndex.ts';
import { SPARK_BARS, sparkHeights, type RowHistogram } from './sparkHeights.ts';

/** Figures that rows show, out of those that the engine computes. */
type KeptFigure = 'count' | 'finite' | 'nan' | 'zeros' | 'min' | 'max' | 'mean' | 'std' | 'l2';

const KEPT: readonly KeptFigure[] = ['count', 'finite', 'nan', 'zeros', 'min', 'max', 'mean', 'std', 'l2'];

/** Figures of one row; NaN where one does not apply. */
export type KnownFigures = Readonly<Record<KeptFigure, number>> & {
  /** Heights of the bars of the histogram; see `sparkHeights`. A view of the table: copy it to keep it. */
  readonly bars: Uint8Array;
  /** Extremes of integers that a double cannot hold. */
  readonly exact: ExactExtremes | undefined;
};

/** Where the kept figures stand in a row of a batch. */
const POSITIONS = KEPT.map((name) => FIGURES.indexOf(name));
const FIRST_ROWS = 64;
/** A standard deviation below this is hardly one; the same bound as the engine's `tiny-std`. */
const TINY_STD = 1e-8;

/**
 * Figures of a tree's rows, by node, as far as they are known: columns that grow with the rows that have some, at most
 * 160 bytes each, and 4 bytes for every node.
 */
export class FigureTable {
  /** Number of a node's row in the columns, plus one; 0 without one. */
  readonly #slots: Uint32Array;
  #figures: Float64Array = new Float64Array(FIRST_ROWS * KEPT.length);
  #bars: Uint8Array = new Uint8Array(FIRST_ROWS * SPARK_BARS);
  readonly #exact = new Map<number, ExactExtremes>();
  #size = 0;

  /** @param nodes number of nodes of the tree */
  constructor(nodes: number) {
    this.#slots = new Uint32Array(nodes);
  }

  get size(): number {
    return this.#size;
  }

  has(node: number): boolean {
    return (this.#slots[node] ?? 0) > 0;
  }

  /** Takes rows over; a row that is known is replaced. */
  add(batch: FigureBatch): void {
    // Plain loops: figures of whole modules arrive while rows are scrolled.
    for (let row = 0; row < batch.tensors.length; row++) {
      const slot = this.#takeSlot(batch.tensors[row] ?? 0);
      if (slot === undefined) continue;
      for (let i = 0; i < KEPT.length; i++) {
        const position = row * FIGURES.length + (POSITIONS[i] ?? 0);
        this.#figures[slot * KEPT.length + i] = batch.figures[position] ?? Number.NaN;
      }
      sparkHeights(histogramOf(batch, row), this.#bars.subarray(slot * SPARK_BARS, (slot + 1) * SPARK_BARS));
    }
    for (const extremes of batch.exact) this.#exact.set(extremes.tensor, extremes);
  }

  /** What is known of a node; undefined for nothing. */
  read(node: number): KnownFigures | undefined {
    const slot = (this.#slots[node] ?? 0) - 1;
    if (slot < 0) return undefined;
    const at = (i: number): number => this.#figures[slot * KEPT.length + i] ?? Number.NaN;
    return {
      count: at(0),
      finite: at(1),
      nan: at(2),
      zeros: at(3),
      min: at(4),
      max: at(5),
      mean: at(6),
      std: at(7),
      l2: at(8),
      bars: this.#bars.subarray(slot * SPARK_BARS, (slot + 1) * SPARK_BARS),
      exact: this.#exact.get(node),
    };
  }

  #takeSlot(node: number): number | undefined {
    const known = this.#slots[node];
    if (known === undefined) return undefined;
    if (known > 0) return known - 1;
    if ((this.#size + 1) * SPARK_BARS > this.#bars.length) this.#grow();
    this.#size += 1;
    this.#slots[node] = this.#size;
    return this.#size - 1;
  }

  #grow(): void {
    const rows = Math.min(this.#slots.length, this.#size * 2);
    const figures = new Float64Array(rows * KEPT.length);
    const bars = new Uint8Array(rows * SPARK_BARS);
    figures.set(this.#figures);
    bars.set(this.#bars);
    this.#figures = figures;
    this.#bars = bars;
  }
}

/** Elements that are NaN or infinite. */
export function countNonFinite({ count, finite }: Pick<KnownFigures, 'count' | 'finite'>): number {
  return count - finite;
}

/** What rows are filtered by, as the engine decides it; comparisons with NaN are false. */
export const CONDITIONS: { readonly [condition in StatisticCondition]: (figures: KnownFigures) => boolean } = {
  'has-nan': (figures) => countNonFinite(figures) > 0,
  constant: ({ count, min, max }) => count > 1 && min === max,
  'all-zero': ({ count, zeros }) => count > 0 && zeros === count,
  'tiny-std': ({ min, max, std }) => std < TINY_STD && min !== max,
};

const P01 = FIGURES.indexOf('p01');
const P99 = FIGURES.indexOf('p99');

function histogramOf(batch: FigureBatch, row: number): RowHistogram {
  const start = batch.binStart[row] ?? 0;
  const end = batch.binStart[row + 1] ?? start;
  const edges = batch.edges.subarray(start + row, end + row + 1);
  const figure = (position: number): number => Math.abs(batch.figures[row * FIGURES.length + position] ?? Number.NaN);
  const reach = Math.max(figure(P01), figure(P99));
  return { edges, counts: batch.counts.subarray(start, end), usual: Number.isNaN(reach) ? innerReach(edges) : reach };
}

/** The bins of a group are even but for the outermost, which may reach far; a group has no quantiles. */
function innerReach(edges: Float64Array): number | undefined {
  if (edges.length < 4) return undefined;
  return Math.max(Math.abs(edges[1] ?? 0), Math.abs(edges.at(-2) ?? 0));
}
