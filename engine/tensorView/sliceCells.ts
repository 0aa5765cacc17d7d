/** A rectangle of elements and where it lies in what is shown. */
export interface SliceTile {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Cells of a slice while elements arrive, in any order. A cell keeps the element of the largest magnitude, the positive one of
 * two that are equal; NaN wins over infinity, infinity over everything finite.
 */
export class SliceCells {
  readonly rows: number;
  readonly columns: number;
  readonly cells: Float64Array;
  readonly #rowStep: number;
  readonly #columnStep: number;
  #min = Infinity;
  #max = -Infinity;

  /** Sizes in elements, steps in elements a cell. */
  constructor(size: { rows: number; columns: number }, step: { rows: number; columns: number }) {
    this.rows = Math.ceil(size.rows / step.rows);
    this.columns = Math.ceil(size.columns / step.columns);
    this.cells = new Float64Array(this.rows * this.columns);
    this.#rowStep = step.rows;
    this.#columnStep = step.columns;
  }

  /** Extremes of the finite elements so far, where there were any. */
  get extremes(): { readonly min?: number; readonly max?: number } {
    return this.#min > this.#max ? {} : { min: this.#min, max: this.#max };
  }

  /** Takes the elements of a tile, row by row. */
  add(tile: SliceTile, values: Float64Array): void {
    for (let row = 0; row < tile.rows; row++) {
      const start = Math.floor((tile.row + row) / this.#rowStep) * this.columns;
      this.#addRow(start, tile, values.subarray(row * tile.columns, (row + 1) * tile.columns));
    }
  }

  #addRow(start: number, { column }: SliceTile, values: Float64Array): void {
    const step = this.#columnStep;
    let min = this.#min;
    let max = this.#max;
    for (let at = 0; at < values.length;) {
      const cell = Math.floor((column + at) / step);
      const end = Math.min(values.length, (cell + 1) * step - column);
      let best = this.cells[start + cell] ?? 0;
      for (; at < end; at++) {
        const value = values[at] ?? 0;
        const magnitude = Math.abs(value);
        if (magnitude < Infinity) {
          if (value < min) min = value;
          if (value > max) max = value;
        } else if (Number.isNaN(value)) best = value;
        const bestMagnitude = Math.abs(best);
        // Both comparisons are false where the best is NaN already.
        if (magnitude > bestMagnitude || (magnitude === bestMagnitude && value > best)) best = value;
      }
      this.cells[start + cell] = best;
    }
    this.#min = min;
    this.#max = max;
  }
}
