import type { SlicePart, TensorSlice } from '../../shared/tensorView.ts';
import { fillSlice, type TileElements } from '../tensorView/fillSlice.ts';
import type { Elements } from '../tensorView/elements.ts';
import type { Following } from '../tensorView/following.ts';
import { unitOf } from '../tensorView/readView.ts';
import type { ElementPair } from './elementPair.ts';

/**
 * A slice of right − left of two tensors of one shape, down-sampled so that the largest difference stays visible. What is equal differs
 * by 0, infinities and NaN of the same bits included; of different types, any two NaN are equal. Errors: as `readSlice`.
 */
export async function readDifferenceSlice(
  pair: ElementPair,
  part: SlicePart,
  following: Following = {},
): Promise<TensorSlice> {
  const sameBits = haveSameForm(pair) ? compareBits(unitOf(pair.left)) : () => true;
  const subtract = ([left, right]: readonly TileElements[]): Float64Array => {
    if (left === undefined || right === undefined) throw new RangeError('two sides');
    const differences = left.values;
    for (let i = 0; i < differences.length; i++) {
      const [a, b] = [differences[i] ?? 0, right.values[i] ?? 0];
      const difference = b - a;
      // The common case first: not equal to itself is NaN, from NaN or from infinities.
      if (difference === difference) differences[i] = difference;
      else if (Object.is(a, b)) differences[i] = !Number.isNaN(a) || sameBits(left, right, i) ? 0 : Number.NaN;
      else differences[i] = difference;
    }
    return differences;
  };
  return fillSlice([pair.left, pair.right], part, subtract, following);
}

/** Whether equal bits mean equal elements. */
function haveSameForm({ left, right }: ElementPair): boolean {
  const isPlain = ({ quantizer, negated }: Elements): boolean => quantizer === undefined && !negated;
  return left.dtype === right.dtype && left.swapped === right.swapped && isPlain(left) && isPlain(right);
}

type Compare = (left: TileElements, right: TileElements, element: number) => boolean;

function compareBits(width: number): Compare {
  return ({ bytes: ours }, { bytes: theirs }, element) => {
    for (let at = element * width; at < (element + 1) * width; at++) if (ours[at] !== theirs[at]) return false;
    return true;
  };
}
