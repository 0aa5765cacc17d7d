import type { FileId } from './fileId.ts';

/** Bin `i` counts the finite elements from `edges[i]` up to, but not with, `edges[i + 1]`; the last bin holds its upper edge too. */
export interface ExactHistogram {
  readonly edges: Float64Array;
  readonly counts: Float64Array;
  /** Elements equal to 0, which a logarithmic scale cannot show. */
  readonly zeros: number;
  readonly nan: number;
  readonly posinf: number;
  readonly neginf: number;
  /** Half width of the linear part of a symmetric log scale. */
  readonly threshold?: number;
}

/** A part of the tensor that a row of a file shows. */
export interface SliceRequest extends SlicePart {
  readonly file: FileId;
  readonly node: number;
}

/** Which part of a tensor to show. Axes and indexes are the tensor's own; a vector has one axis, a scalar none. */
export interface SlicePart {
  /** The axes shown down and across; equal for tensors of fewer than two dimensions. */
  readonly rowAxis: number;
  readonly columnAxis: number;
  /** An index for each axis; those of the shown axes are ignored. */
  readonly index: readonly number[];
  /** First row and column, and how many, of what is shown. */
  readonly rows: readonly [start: number, count: number];
  readonly columns: readonly [start: number, count: number];
  /** Cells at most; larger parts are down-sampled. */
  readonly maxRows: number;
  readonly maxColumns: number;
}

/**
 * Cells of a slice, row by row. Where a cell stands for several elements it shows the one of the largest magnitude; NaN wins over
 * infinity, infinity over everything finite.
 */
export interface TensorSlice {
  readonly rows: number;
  readonly columns: number;
  /** Elements that one cell stands for, down and across. */
  readonly step: readonly [rows: number, columns: number];
  readonly cells: Float64Array;
  /** Over the finite elements of what was asked for; absent where there are none. */
  readonly min?: number;
  readonly max?: number;
}
