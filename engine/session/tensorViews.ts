import type { CallContext, EngineApi, Progress } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { ExactHistogram, TensorSlice } from '../../shared/tensorView.ts';
import { createPacer, type Pace } from '../pacer.ts';
import { exactHistogram } from '../tensorView/exactHistogram.ts';
import { exportNpy } from '../tensorView/exportNpy.ts';
import type { Following } from '../tensorView/following.ts';
import { readElements } from '../tensorView/readElements.ts';
import { readSlice } from '../tensorView/readSlice.ts';
import { valueAt } from './valueAt.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { checkNode } from './describeNode.ts';
import type { OpenCheckpoint } from './openCheckpoint.ts';

type ParamsOf<Method extends keyof EngineApi> = Omit<Parameters<EngineApi[Method]>[0], 'file'>;

/** What a session lends to a question about one tensor. */
export interface ViewContext<Update> extends CallContext<Update> {
  readonly pace: Pace;
}

/** See `EngineApi.readElements`. */
export function readNodeElements(
  checkpoint: OpenCheckpoint,
  { node, start, count }: ParamsOf<'readElements'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  return readElements(checkpoint.opened, findTensor(checkpoint, node), { start, count }, signal);
}

/** See `EngineApi.readSlice`. */
export function readNodeSlice(
  checkpoint: OpenCheckpoint,
  { node, ...part }: ParamsOf<'readSlice'>,
  context: ViewContext<Progress>,
): Promise<TensorSlice> {
  return readSlice(checkpoint.opened, findTensor(checkpoint, node), part, follow(context, 'Reading the slice'));
}

/** See `EngineApi.exactHistogram`. */
export function countNode(
  checkpoint: OpenCheckpoint,
  { node, scale, bins }: ParamsOf<'exactHistogram'>,
  context: ViewContext<Progress>,
): Promise<ExactHistogram> {
  const known = findExtremes(checkpoint, node);
  const request = { scale, bins, ...(known && { known }) };
  return exactHistogram(
    checkpoint.opened,
    findTensor(checkpoint, node),
    request,
    follow(context, 'Counting the values'),
  );
}

/** The extremes of a tensor whose statistics were computed: they spare a pass. */
export function findExtremes(
  { tree, statistics }: Pick<OpenCheckpoint, 'tree' | 'statistics'>,
  node: number,
): { readonly min: number; readonly max: number } | undefined {
  const first = tree.firstOf.get(node) ?? node;
  const min = statistics.figures.figure(first, 'min');
  const max = statistics.figures.figure(first, 'max');
  return min <= max ? { min, max } : undefined;
}

/** See `EngineApi.exportTensor`. A receiver that is slow to take pieces is waited for. */
export async function exportNode(
  checkpoint: OpenCheckpoint,
  { node, as }: ParamsOf<'exportTensor'>,
  { signal, pace, onUpdate, drained }: ViewContext<Uint8Array>,
): Promise<{ readonly bytes: number }> {
  const following = { ...(signal && { signal }), pacer: createPacer(pace, signal) };
  const { bytes, pieces } = await exportNpy(checkpoint.opened, findTensor(checkpoint, node), { as, ...following });
  for await (const piece of pieces) {
    onUpdate?.(piece);
    await drained?.();
  }
  return { bytes };
}

/** How a reading tells its progress and lets others in between. */
export function follow({ signal, pace, onUpdate }: ViewContext<Progress>, what: string): Following {
  return {
    ...(signal && { signal }),
    pacer: createPacer(pace, signal),
    ...(onUpdate && { onProgress: (done: number, total: number) => onUpdate({ what, done, total, unit: 'elements' }) }),
  };
}

/** @throws InspectError `usage` for a row that shows no tensor. */
function findTensor(checkpoint: OpenCheckpoint, node: number): TensorValue | NdarrayValue {
  checkNode(checkpoint, node);
  const value = valueAt(checkpoint.tree, node);
  if (typeof value === 'object' && (value?.kind === 'tensor' || value?.kind === 'ndarray')) return value;
  throw new InspectError({
    code: 'usage',
    message: 'The row shows no tensor, so there are no elements to read.',
    expected: 'the row of a tensor or array',
    found: String(node),
  });
}
