import { FIGURES, type ExactExtremes, type FigureBatch } from '../../shared/statistics.ts';
import type { TensorFigures } from './figures.ts';

/** Collects figures row by row into the columns that cross a boundary. */
export class FigureRows {
  readonly #tensors: number[] = [];
  readonly #figures: number[] = [];
  readonly #binStart: number[] = [0];
  readonly #edges: number[] = [];
  readonly #counts: number[] = [];
  readonly #exact: ExactExtremes[] = [];

  get length(): number {
    return this.#tensors.length;
  }

  add(tensor: number, figures: TensorFigures): void {
    this.#tensors.push(tensor);
    const { count, finite, nan, posinf, neginf, zeros, min, max, mean, std, l2, quantiles, histogram } = figures;
    const row = [count, finite, nan, posinf, neginf, zeros, min, max, mean, std, l2];
    for (const figure of row) this.#figures.push(Number(figure ?? Number.NaN));
    const first = row.length;
    for (let i = first; i < FIGURES.length; i++) this.#figures.push(quantiles?.[i - first] ?? Number.NaN);
    for (const edge of histogram.edges) this.#edges.push(edge);
    for (const bin of histogram.counts) this.#counts.push(bin);
    // A row without a histogram still has one edge, so that a row's edges begin at a place that its number tells.
    if (histogram.edges.length === 0) this.#edges.push(Number.NaN);
    this.#binStart.push(this.#counts.length);
    if (typeof min === 'bigint' && typeof max === 'bigint' && !(isSafe(min) && isSafe(max))) {
      this.#exact.push({ tensor, min: String(min), max: String(max) });
    }
  }

  toBatch(): FigureBatch {
    return {
      tensors: new Uint32Array(this.#tensors),
      figures: new Float64Array(this.#figures),
      binStart: new Uint32Array(this.#binStart),
      edges: new Float64Array(this.#edges),
      counts: new Float64Array(this.#counts),
      exact: this.#exact,
    };
  }
}

function isSafe(value: bigint): boolean {
  return Number.isSafeInteger(Number(value));
}
