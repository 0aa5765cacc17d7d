import type { PairHistograms } from '../../shared/comparison.ts';
import type { EngineApi, Progress } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { TensorSlice } from '../../shared/tensorView.ts';
import type { ComparisonRow } from '../compare/comparisonRows.ts';
import { readDifferenceSlice } from '../compare/differenceSlice.ts';
import { canPair, type ElementPair } from '../compare/elementPair.ts';
import { comparePairHistograms, type HistogramSide } from '../compare/pairHistograms.ts';
import type { TensorPlace } from '../report/listTensors.ts';
import { openElements } from '../tensorView/elements.ts';
import { describeRow, findRow } from './describeRow.ts';
import type { OpenCheckpoint } from './openCheckpoint.ts';
import type { HeldComparison } from './runComparison.ts';
import { findExtremes, follow, type ViewContext } from './tensorViews.ts';

type ParamsOf<Method extends keyof EngineApi> = Omit<Parameters<EngineApi[Method]>[0], 'comparison'>;

/** See `EngineApi.compareHistograms`. */
export async function compareRowHistograms(
  held: HeldComparison,
  { scale, bins, ...place }: ParamsOf<'compareHistograms'>,
  context: ViewContext<Progress>,
): Promise<PairHistograms> {
  const row = findTensorRow(held, place);
  const left = await openSide(held.left, row.match.left, context.signal);
  const right = await openSide(held.right, row.match.right, context.signal);
  const isPaired =
    left !== undefined &&
    right !== undefined &&
    canSubtract(row) &&
    canPair({ left: left.elements, right: right.elements });
  const request = { scale, bins, left, right, ...(isPaired && { maxAbs: row.figures.maxAbs }) };
  return comparePairHistograms(request, follow(context, 'Counting the values'));
}

async function openSide(
  { opened, tree, statistics }: OpenCheckpoint,
  place: TensorPlace | undefined,
  signal: AbortSignal | undefined,
): Promise<HistogramSide | undefined> {
  if (place === undefined) return undefined;
  const elements = await openElements(opened, place.value, signal);
  const node = tree.values.indexOf(place.value);
  return { elements, known: node < 0 ? undefined : findExtremes({ tree, statistics }, node) };
}

/** See `EngineApi.readDifferenceSlice`. */
export async function readRowDifference(
  held: HeldComparison,
  { part, ...place }: ParamsOf<'readDifferenceSlice'>,
  context: ViewContext<Progress>,
): Promise<TensorSlice> {
  const row = findTensorRow(held, place);
  const pair = await openPair(held, row, context.signal);
  if (pair === undefined || !canSubtract(row) || !canPair(pair)) {
    const { why } = await describeRow(held, place, context.signal ?? new AbortController().signal);
    throw new InspectError({
      code: 'usage',
      message: `The elements of both sides cannot be subtracted from each other. ${why ?? ''}`.trim(),
      expected: 'a tensor of real numbers on both sides, of one shape',
    });
  }
  return readDifferenceSlice(pair, part, follow(context, 'Reading the difference'));
}

async function openPair(
  { left, right }: HeldComparison,
  { match }: ComparisonRow,
  signal: AbortSignal | undefined,
): Promise<ElementPair | undefined> {
  if (match.left === undefined || match.right === undefined) return undefined;
  return {
    left: await openElements(left.opened, match.left.value, signal),
    right: await openElements(right.opened, match.right.value, signal),
  };
}

/** Whether elements were compared one by one as real numbers. */
function canSubtract({ match: { outcome } }: ComparisonRow): boolean {
  return outcome.kind === 'compared' && outcome.pair.valued && !outcome.pair.complex;
}

/** @throws InspectError `usage` for a row that shows no tensor. */
function findTensorRow(held: HeldComparison, place: Parameters<typeof findRow>[1]): ComparisonRow {
  const row = findRow(held, place);
  if (row !== undefined) return row;
  throw new InspectError({
    code: 'usage',
    message: 'The row shows no tensor, so there are no elements to read.',
    expected: 'the row of a tensor',
    found: String(place.node),
  });
}
