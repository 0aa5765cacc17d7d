import type { SlicePart, TensorSlice } from '../../shared/tensorView.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { openElements } from './elements.ts';
import { fillSlice } from './fillSlice.ts';
import type { Following } from './following.ts';

/**
 * A two-dimensional part of a tensor of any rank, down-sampled so that an outlier stays visible. A vector is one row, a scalar
 * one cell. Ranges beyond the tensor are cut. Every element that is asked for is read, in the file's order, with memory for a
 * few tiles whatever the size. Complex elements are shown by magnitude. Errors: `usage` for axes and indexes that the tensor
 * does not have, and for one without values; `source/*`, `zip/*`.
 */
export async function readSlice(
  opened: OpenedFile,
  value: TensorValue | NdarrayValue,
  part: SlicePart,
  following: Following = {},
): Promise<TensorSlice> {
  const elements = await openElements(opened, value, following.signal);
  return fillSlice([elements], part, ([tile]) => tile?.values ?? new Float64Array(), following);
}
