import type { ElementFormat } from '../kernels/elementKind.ts';

/**
 * The elements of one tensor in a row of files, as plain runs of bytes: two for a comparison, as many as there are checkpoints for
 * a series.
 */
export interface Strand {
  /** The caller's number. */
  readonly tensor: number;
  readonly count: number;
  /** One for each file of the row. */
  readonly sides: readonly StrandSide[];
}

export interface StrandSide {
  /** Absolute byte offset of the first element. */
  readonly start: number;
  /**
   * Bytes before `start` that are read along: the zip's local header, by which whoever reads checks that `start` is right, where it
   * was computed and not read.
   */
  readonly lead?: number;
  readonly format: ElementFormat;
}

/** Some of a strand's elements. */
export interface StrandSegment {
  readonly tensor: number;
  /** Number of the first element. */
  readonly base: number;
  readonly count: number;
  /** Absolute byte offsets, one for each file. */
  readonly starts: readonly number[];
}

/** Bytes `start` to `end` of a file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One read in each file of the row, and what is in them. */
export interface StrandChunk {
  readonly spans: readonly Span[];
  readonly segments: readonly StrandSegment[];
}

/**
 * Work for one worker: neighbouring reads in the same files, and how to understand them. Plain data in rows of numbers, which cross to
 * another thread at the cost of a copy, however many tensors they tell of.
 */
export interface StrandTask {
  /** Numbers of the files, in order. */
  readonly files: readonly number[];
  /** Every format that occurs, once. */
  readonly formats: readonly ElementFormat[];
  /** For each tensor: its number, then for each file the place of its format and its lead, 0 where there is none. */
  readonly strands: Float64Array;
  /** For each read: how many segments it holds, then for each file its start and end. */
  readonly chunks: Float64Array;
  /** For each segment, read by read: the place of its tensor, its base, its count, then for each file its start. */
  readonly segments: Float64Array;
}
