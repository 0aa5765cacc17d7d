import type { OpenedFile } from '../formats/openedFile.ts';
import { countView } from '../stats/stridedView.ts';
import { pythonRepr } from '../values/pythonRepr.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { openElements, type Elements } from './elements.ts';
import { writeElements } from './elementText.ts';
import { mergeDims, takeRange } from './elementView.ts';
import { readView } from './readView.ts';

/** Elements that one question may ask for. */
export const MAX_ELEMENTS = 10_000;
/** Characters of an object's text in an array of objects. */
const OBJECT_LENGTH = 200;

export interface ElementRange {
  readonly start: number;
  readonly count: number;
}

/**
 * Elements of a tensor in C order as text that shows every digit: as many as there are from `start`, and at most
 * {@link MAX_ELEMENTS}. Errors: `usage` for a tensor without values, `source/*`, `zip/*`.
 */
export async function readElements(
  opened: OpenedFile,
  value: TensorValue | NdarrayValue,
  { start, count }: ElementRange,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  if (value.kind === 'ndarray' && value.items !== undefined) {
    const end = start + Math.min(count, MAX_ELEMENTS);
    return value.items.slice(start, end).map((item) => pythonRepr(item, OBJECT_LENGTH));
  }
  const elements = await openElements(opened, value, signal);
  const end = Math.min(start + Math.min(count, MAX_ELEMENTS), countView(elements.view));
  const channelOf = channelsInOrder(elements);
  const texts: string[] = [];
  for (const view of takeRange(mergeDims(elements.view), start, end)) {
    const first = start + texts.length;
    texts.push(...writeElements(elements, await readView(elements, view, signal), (i) => channelOf(first + i)));
  }
  return texts;
}

/** The quantizer's channel of an element by its number in C order. */
export function channelsInOrder({ view, quantizer }: Elements): (number: number) => number {
  if (quantizer === undefined || quantizer.axis < 0) return () => 0;
  const { axis } = quantizer;
  const size = view.dims[axis]?.size ?? 1;
  const inner = view.dims.slice(axis + 1).reduce((product, dim) => product * dim.size, 1);
  return (number) => Math.floor(number / inner) % size;
}
