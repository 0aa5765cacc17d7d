import type { ComparedMatch } from '../compare/compareCheckpoints.ts';
import type { Pacer } from '../pacer.ts';
import { paceSteps, stepThrough } from '../steps.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import type { ComparedCheckpoints } from './comparedCheckpoints.ts';
import type { OpenCheckpoint } from './openCheckpoint.ts';

/** Norms of tensors that were compared with nothing. */
export interface LonelyNorms {
  /** By the number of the match. */
  readonly norms: ReadonlyMap<number, { readonly leftL2?: number; readonly rightL2?: number }>;
  readonly bytesRead: number;
  readonly reads: number;
}

interface Turn {
  readonly signal: AbortSignal;
  readonly pacer: Pacer;
}

/**
 * Norms of what has no partner, another shape, or could not be compared: those of the files' own statistics, which keep them. Errors:
 * `source/*`, `zip/*`.
 */
export async function measureLonely(
  { left, right }: ComparedCheckpoints,
  matches: readonly ComparedMatch[],
  turn: Turn,
): Promise<LonelyNorms> {
  const lonely: [number: number, match: ComparedMatch][] = [];
  const find = (match: ComparedMatch, number: number): void => {
    if (match.outcome.kind !== 'compared') lonely.push([number, match]);
  };
  await paceSteps(stepThrough(matches, find), turn.pacer);
  const valuesOf = (side: 'left' | 'right') => lonely.flatMap(([, match]) => match[side]?.value ?? []);
  const ours = await measure(left, valuesOf('left'), turn);
  const theirs = await measure(right, valuesOf('right'), turn);
  const norms = new Map<number, { readonly leftL2?: number; readonly rightL2?: number }>();
  const keep = ([number, match]: readonly [number, ComparedMatch]): void => {
    const [leftL2, rightL2] = [ours.normOf(match.left?.value), theirs.normOf(match.right?.value)];
    norms.set(number, { ...(leftL2 !== undefined && { leftL2 }), ...(rightL2 !== undefined && { rightL2 }) });
  };
  await paceSteps(stepThrough(lonely, keep), turn.pacer);
  return {
    norms,
    bytesRead: ours.bytesRead + theirs.bytesRead,
    reads: ours.reads + theirs.reads,
  };
}

type AnyTensor = TensorValue | NdarrayValue;

interface Measured {
  readonly normOf: (value: AnyTensor | undefined) => number | undefined;
  readonly bytesRead: number;
  readonly reads: number;
}

async function measure(
  { tree, statistics }: OpenCheckpoint,
  tensors: readonly AnyTensor[],
  { signal, pacer }: Turn,
): Promise<Measured> {
  if (tensors.length === 0) return { normOf: () => undefined, bytesRead: 0, reads: 0 };
  const wanted = new Set<unknown>(tensors);
  const nodeOf = new Map<unknown, number>();
  const look = (value: unknown, node: number): void => {
    if (wanted.has(value) && !nodeOf.has(value)) nodeOf.set(value, node);
  };
  await paceSteps(stepThrough(tree.values, look), pacer);
  const { cost } = await statistics.compute(Uint32Array.from(nodeOf.values()), { signal });
  return {
    normOf: (value) => {
      const node = value === undefined ? undefined : nodeOf.get(value);
      const norm = node === undefined ? Number.NaN : statistics.figures.figure(node, 'l2');
      return Number.isNaN(norm) ? undefined : norm;
    },
    bytesRead: cost.bytesRead,
    reads: cost.reads,
  };
}
