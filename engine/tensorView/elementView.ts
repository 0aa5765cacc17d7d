import type { Dim, StridedView } from '../stats/stridedView.ts';

/** Elements of a storage in a certain order: the last dimension runs fastest, whatever its stride. */
export type ElementView = StridedView;

/**
 * The elements number `start` to `end` (exclusive) of a view, in its order, as smaller views: at most two for each dimension,
 * beside one in the middle.
 */
export function* takeRange(view: ElementView, start: number, end: number): Generator<ElementView> {
  if (start >= end) return;
  const [outer, ...rest] = view.dims;
  if (outer === undefined) {
    yield view;
    return;
  }
  const inner = rest.reduce((product, { size }) => product * size, 1);
  const at = (index: number): ElementView => ({ offset: view.offset + index * outer.stride, dims: rest });
  let first = Math.floor(start / inner);
  const last = Math.floor(end / inner);
  if (first * inner < start) {
    yield* takeRange(at(first), start - first * inner, Math.min(inner, end - first * inner));
    first++;
  }
  if (last > first) yield { ...at(first), dims: [{ size: last - first, stride: outer.stride }, ...rest] };
  if (last >= first) yield* takeRange(at(last), 0, end - last * inner);
}

/** The same elements in the same order with as few dimensions as possible: a contiguous tensor has one. */
export function mergeDims({ offset, dims }: ElementView): ElementView {
  const merged: Dim[] = [];
  for (const dim of dims.toReversed()) {
    const inner = merged.at(-1);
    if (dim.size === 1) continue;
    if (inner !== undefined && dim.stride === inner.stride * inner.size) {
      merged[merged.length - 1] = { size: inner.size * dim.size, stride: inner.stride };
    } else merged.push(dim);
  }
  return { offset, dims: merged.toReversed() };
}
