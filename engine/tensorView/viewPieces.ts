import type { Dim } from '../stats/stridedView.ts';
import type { ElementView } from './elementView.ts';

/** A dimension whose elements go to places `place` elements apart in what is being filled. */
export interface PlacedDim extends Dim {
  readonly place: number;
}

/** A view and where its elements go. The order of dimensions means nothing here. */
export interface PlacedView {
  readonly offset: number;
  readonly place: number;
  readonly dims: readonly PlacedDim[];
}

/** Elements that one read brings. */
export interface ViewPiece extends PlacedView {
  /** Elements of the storage from the piece's first to its last, both included. */
  readonly span: number;
}

/** Bytes of one read. */
const READ_BYTES: number = 2 << 20;
/** A gap that is cheaper to read than to skip: less than a network round trip's worth of bytes. */
const GAP_BYTES: number = 64 << 10;

/** Where the elements of a view go when they are put one after another; neighbouring dimensions become one. */
export function mergePlaced({ offset, dims }: ElementView): PlacedView {
  const merged: PlacedDim[] = [];
  let place = 1;
  for (const { size, stride } of dims.toReversed()) {
    const inner = merged.at(-1);
    if (inner !== undefined && stride === inner.stride * inner.size) {
      merged[merged.length - 1] = { ...inner, size: inner.size * size };
    } else if (size > 1) merged.push({ size, stride, place });
    place *= size;
  }
  return { offset, place: 0, dims: merged };
}

/**
 * Cuts a view into pieces of one read each. Pure: what would be read can be counted without a file. Cuts halve the dimension
 * of the largest stride, so that neighbours in the file stay together.
 */
export function* planPieces(view: PlacedView, bits: number): Generator<ViewPiece> {
  const dims = view.dims.toSorted((a, b) => b.stride - a.stride);
  const waiting: PlacedView[] = [{ ...view, dims }];
  const span = Math.max(1, Math.floor((READ_BYTES * 8) / bits));
  const gap = Math.floor((GAP_BYTES * 8) / bits);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const reach = measure(next.dims);
    const [largest, ...rest] = next.dims;
    if (largest === undefined || (reach.span <= span && reach.gap <= gap)) {
      yield { ...next, span: reach.span };
      continue;
    }
    const size = Math.floor(largest.size / 2);
    const take = (first: number, count: number): PlacedView => ({
      offset: next.offset + first * largest.stride,
      place: next.place + first * largest.place,
      dims: count === 1 ? rest : [{ ...largest, size: count }, ...rest],
    });
    waiting.push(take(size, largest.size - size), take(0, size));
  }
}

/** Elements that dimensions span, and the longest run of elements in between that they do not touch. */
function measure(dims: readonly PlacedDim[]): { readonly span: number; readonly gap: number } {
  let span = 1;
  let gap = 0;
  for (const { size, stride } of dims.toReversed()) {
    gap = Math.max(gap, stride - span);
    span += (size - 1) * stride;
  }
  return { span, gap };
}
