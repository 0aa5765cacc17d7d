/** Elements of a storage in some pattern; sizes, strides and offset count elements. */
export interface StridedView {
  readonly offset: number;
  readonly dims: readonly Dim[];
}

export interface Dim {
  readonly size: number;
  readonly stride: number;
}

/** A view whose order does not matter, as its set of elements. */
export interface ElementSet {
  /** How often each element below counts: the product of sizes along strides of 0. */
  readonly repeat: number;
  /** Largest stride first, neighbours merged, no dimension of size 1. One dimension of stride 1 is a plain run. */
  readonly view: StridedView;
}

/**
 * What a view holds when its order does not matter, as for statistics: a transposed or permuted tensor becomes a plain run,
 * an expanded one a smaller view that counts many times. Strides must not be negative.
 */
export function toElementSet(shape: readonly number[], stride: readonly number[], offset: number): ElementSet {
  let repeat = 1;
  const kept: Dim[] = [];
  for (const [axis, size] of shape.entries()) {
    const step = stride[axis] ?? 0;
    if (size === 0) return { repeat: 0, view: { offset, dims: [] } };
    if (step === 0) repeat *= size;
    else if (size > 1) kept.push({ size, stride: step });
  }
  kept.sort((a, b) => b.stride - a.stride || b.size - a.size);
  return { repeat, view: { offset, dims: mergeNeighbours(kept) } };
}

function mergeNeighbours(dims: readonly Dim[]): readonly Dim[] {
  const merged: Dim[] = [];
  for (const dim of dims.toReversed()) {
    const inner = merged.at(-1);
    if (inner !== undefined && dim.stride === inner.stride * inner.size) {
      merged[merged.length - 1] = { size: inner.size * dim.size, stride: inner.stride };
    } else merged.push(dim);
  }
  return merged.toReversed();
}

/** Elements of a view. */
export function countView({ dims }: StridedView): number {
  return dims.reduce((product, { size }) => product * size, 1);
}

/** Elements of the storage from the view's first to its last, both included. */
export function spanOf({ dims }: StridedView): number {
  return dims.reduce((sum, { size, stride }) => sum + (size - 1) * stride, 1);
}

/** Whether the view is one run of neighbouring elements. */
export function isRun({ dims }: StridedView): boolean {
  return dims.length === 0 || (dims.length === 1 && dims[0]?.stride === 1);
}

/**
 * Cuts a view into pieces that span at most `maxSpan` elements of the storage and hold at most as many, so that each can be
 * gathered from one read. Cuts halve the dimension of the largest stride, so neighbours stay together.
 */
export function* splitView(view: StridedView, maxSpan: number): Generator<StridedView> {
  const waiting: StridedView[] = [view];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (spanOf(next) <= maxSpan && countView(next) <= maxSpan) {
      yield next;
      continue;
    }
    const [largest, ...rest] = next.dims;
    if (largest === undefined) throw new RangeError(`a piece of ${maxSpan} elements holds no element`);
    const size = Math.floor(largest.size / 2);
    const half = (count: number): readonly Dim[] =>
      count === 1 ? rest : [{ size: count, stride: largest.stride }, ...rest];
    waiting.push({ offset: next.offset + size * largest.stride, dims: half(largest.size - size) });
    waiting.push({ offset: next.offset, dims: half(size) });
  }
}

/** Copies a view's elements, `width` bytes each, one after another; `source` begins at the view's first element. */
export function gatherView(view: StridedView, width: number, source: Uint8Array, target: Uint8Array): number {
  const [inner = { size: 1, stride: 1 }, ...outer] = view.dims.toReversed();
  const index = outer.map(() => 0);
  let from = 0;
  let to = 0;
  for (;;) {
    for (let i = 0; i < inner.size; i++) {
      const start = (from + i * inner.stride) * width;
      for (let byte = 0; byte < width; byte++) target[to++] = source[start + byte] ?? 0;
    }
    let axis = 0;
    for (; axis < outer.length; axis++) {
      const { size, stride } = outer[axis] ?? inner;
      const at = (index[axis] ?? 0) + 1;
      from += stride;
      if (at < size) {
        index[axis] = at;
        break;
      }
      from -= size * stride;
      index[axis] = 0;
    }
    if (axis === outer.length) return to;
  }
}
