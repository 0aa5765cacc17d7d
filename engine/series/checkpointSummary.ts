import type { ScaledSquares } from '../compare/differenceSummary.ts';

/** What is kept of a tensor once its file was read. */
export interface TensorSummary {
  /** Of its finite elements. */
  readonly norm: ScaledSquares;
  readonly nan: number;
}

/** How a tensor differs from the one of the same path in the file before. */
export interface StepSummary {
  readonly difference: ScaledSquares;
  readonly changed: number;
}

/**
 * What is kept of a checkpoint, so that it need not be read again: by paths as JSON, and for differences by the identity of the
 * file that it was compared with. Plain data.
 */
export interface CheckpointSummary {
  readonly tensors: ReadonlyMap<string, TensorSummary>;
  readonly steps: ReadonlyMap<string, ReadonlyMap<string, StepSummary>>;
}

/** Keeps summaries of checkpoints by the identity of their files. Losing them costs time, nothing else: it never throws. */
export interface SummaryCache {
  read(identity: string): Promise<CheckpointSummary | undefined>;
  write(identity: string, summary: CheckpointSummary): Promise<void>;
}

type Numbers = readonly number[];

interface SummaryJson {
  readonly schema: 'epochscope.summary/1';
  readonly identity: string;
  /** Path, sum of squares, exponent, NaN. */
  readonly tensors: readonly (readonly [string, ...Numbers])[];
  /** Identity of the file before; then path, sum of squares, exponent, changed elements. */
  readonly steps: readonly (readonly [string, readonly (readonly [string, ...Numbers])[]])[];
}

/** A summary as text for a cache. */
export function formatSummary(identity: string, { tensors, steps }: CheckpointSummary): string {
  const json: SummaryJson = {
    schema: 'epochscope.summary/1',
    identity,
    tensors: [...tensors].map(([path, { norm, nan }]) => [path, norm.squares, norm.exponent, nan]),
    steps: [...steps].map(([before, byPath]) => [
      before,
      [...byPath].map(([path, { difference, changed }]) => [path, difference.squares, difference.exponent, changed]),
    ]),
  };
  return JSON.stringify(json);
}

/** Reads a summary back; undefined for a text that is none, or that belongs to another file. */
export function parseSummary(text: string, identity: string): CheckpointSummary | undefined {
  const json = parseJson(text);
  if (!isSummary(json) || json.identity !== identity) return undefined;
  return {
    tensors: new Map(
      json.tensors.map(([path, squares = 0, exponent = 0, nan = 0]) => [path, { norm: { squares, exponent }, nan }]),
    ),
    steps: new Map(
      json.steps.map(([before, rows]) => [
        before,
        new Map(
          rows.map(([path, squares = 0, exponent = 0, changed = 0]) => [
            path,
            { difference: { squares, exponent }, changed },
          ]),
        ),
      ]),
    ),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSummary(json: unknown): json is SummaryJson {
  if (typeof json !== 'object' || json === null) return false;
  const { schema, identity, tensors, steps } = json as Partial<Record<keyof SummaryJson, unknown>>;
  const isStep = (step: unknown) => Array.isArray(step) && typeof step[0] === 'string' && areRows(step[1]);
  return (
    schema === 'epochscope.summary/1' &&
    typeof identity === 'string' &&
    areRows(tensors) &&
    Array.isArray(steps) &&
    steps.every(isStep)
  );
}

/** A path and three numbers each. */
function areRows(rows: unknown): boolean {
  return (
    Array.isArray(rows) &&
    rows.every((row: unknown) => {
      if (!Array.isArray(row) || row.length !== 4 || typeof row[0] !== 'string') return false;
      return row.slice(1).every((value: unknown) => typeof value === 'number');
    })
  );
}
