import { QUANTILES, type ExactExtremes, type FigureBatch } from '../../shared/statistics.ts';
import type { NumberList, TensorFigures } from './figures.ts';
import { FloatColumn } from './floatColumn.ts';

const NO_QUANTILES: readonly number[] = QUANTILES.map(() => Number.NaN);

/** Collects figures row by row into the columns that cross a boundary. */
export class FigureRows {
  readonly #tensors: number[] = [];
  readonly #figures = new FloatColumn();
  readonly #binStart: number[] = [0];
  readonly #edges = new FloatColumn();
  readonly #counts = new FloatColumn();
  readonly #exact: ExactExtremes[] = [];

  get length(): number {
    return this.#tensors.length;
  }

  add(tensor: number, figures: TensorFigures<NumberList>): void {
    this.#tensors.push(tensor);
    const { count, finite, nan, posinf, neginf, zeros, min, max, mean, std, l2, quantiles, histogram } = figures;
    for (const value of [count, finite, nan, posinf, neginf, zeros]) this.#figures.push(value);
    for (const value of [min, max, mean, std, l2]) this.#figures.push(Number(value ?? Number.NaN));
    this.#figures.append(quantiles ?? NO_QUANTILES);
    // A row without a histogram still has one edge, so that a row's edges begin at a place that its number tells.
    this.#edges.append(histogram.edges.length === 0 ? [Number.NaN] : histogram.edges);
    this.#counts.append(histogram.counts);
    this.#binStart.push(this.#counts.length);
    if (typeof min === 'bigint' && typeof max === 'bigint' && !(isSafe(min) && isSafe(max))) {
      this.#exact.push({ tensor, min: String(min), max: String(max) });
    }
  }

  toBatch(): FigureBatch {
    return {
      tensors: new Uint32Array(this.#tensors),
      figures: this.#figures.toArray(),
      binStart: new Uint32Array(this.#binStart),
      edges: this.#edges.toArray(),
      counts: this.#counts.toArray(),
      exact: this.#exact,
    };
  }
}

function isSafe(value: bigint): boolean {
  return Number.isSafeInteger(Number(value));
}
