import * as fc from 'fast-check';
import type { StridedView } from '../../engine/stats/stridedView.ts';

/** Small views of any rank with any strides: transposed, expanded, overlapping, empty. */
export const anyView: fc.Arbitrary<StridedView> = fc.record({
  offset: fc.nat(9),
  dims: fc.array(fc.record({ size: fc.nat(5), stride: fc.nat(12) }), { maxLength: 4 }),
});

/** The naive twin of reading: the storage position of every element in C order, by counting indexes. */
export function positionsOf({ offset, dims }: StridedView): number[] {
  return dims.reduce<number[]>(
    (from, { size, stride }) => from.flatMap((at) => Array.from({ length: size }, (_, i) => at + i * stride)),
    [offset],
  );
}
