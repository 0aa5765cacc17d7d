import type { View } from '../stats/planTensor.ts';
import { countView, spanOf, type StridedView } from '../stats/stridedView.ts';

/** One dimension of tensors of the same shape that are read side by side. */
interface AlignedDim {
  readonly size: number;
  /** In elements, one for each side. */
  readonly strides: readonly number[];
}

/** Tensors of one shape, each with strides of its own, in an order of elements that is the same for all. */
export interface AlignedView {
  /** How often each element counts: the product of sizes along which every side repeats itself. */
  readonly repeat: number;
  /** Axes of the shape in reading order, the slowest first; only those along which elements differ. */
  readonly axes: readonly { readonly axis: number; readonly size: number }[];
  /** The same with neighbours merged. */
  readonly dims: readonly AlignedDim[];
  /** First elements. */
  readonly offsets: readonly number[];
  readonly rank: number;
}

/**
 * Orders the elements of tensors of one shape so that the first side is read from front to back: a transposed or permuted tensor
 * against another one of the same layout becomes a plain run. `first` is an axis that stays the slowest. Strides must not be
 * negative.
 */
export function alignViews(views: readonly View[], first?: number): AlignedView {
  const shape = views[0]?.shape ?? [];
  const offsets = views.map(({ offset }) => offset);
  const rank = shape.length;
  if (first === undefined && views.every(isRowMajor)) return alignRowMajor(shape, offsets);
  if (shape.includes(0)) return { repeat: 0, axes: [], dims: [], offsets, rank };
  let repeat = 1;
  const kept: (AlignedDim & { readonly axis: number })[] = [];
  for (const [axis, size] of shape.entries()) {
    const strides = views.map(({ stride }) => stride[axis] ?? 0);
    if (strides.every((stride) => stride === 0) && axis !== first) repeat *= size;
    else if (size > 1 || axis === first) kept.push({ axis, size, strides });
  }
  kept.sort((a, b) => Number(b.axis === first) - Number(a.axis === first) || compareStrides(a, b));
  return { repeat, axes: kept.map(({ axis, size }) => ({ axis, size })), dims: mergeDims(kept), offsets, rank };
}

/** Whether elements lie in the order of their indices, without gaps; at least one element. */
function isRowMajor({ shape, stride }: View): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 0;
    if (size === 0 || (size > 1 && stride[axis] !== expected)) return false;
    expected *= size;
  }
  return true;
}

/** The common case, without any ordering. */
function alignRowMajor(shape: readonly number[], offsets: readonly number[]): AlignedView {
  const axes: { readonly axis: number; readonly size: number }[] = [];
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) {
    const along = shape[axis] ?? 1;
    if (along > 1) axes.push({ axis, size: along });
    size *= along;
  }
  const dims = size === 1 ? [] : [{ size, strides: offsets.map(() => 1) }];
  return { repeat: 1, axes, dims, offsets, rank: shape.length };
}

function compareStrides(a: AlignedDim & { axis: number }, b: AlignedDim & { axis: number }): number {
  for (const [side, stride] of a.strides.entries()) {
    const other = b.strides[side] ?? 0;
    if (stride !== other) return other - stride;
  }
  return a.axis - b.axis;
}

function mergeDims(dims: readonly AlignedDim[]): readonly AlignedDim[] {
  const merged: AlignedDim[] = [];
  for (const dim of dims.toReversed()) {
    const inner = merged.at(-1);
    if (
      inner !== undefined &&
      dim.strides.every((stride, side) => stride === (inner.strides[side] ?? 0) * inner.size)
    ) {
      merged[merged.length - 1] = { size: inner.size * dim.size, strides: inner.strides };
    } else merged.push(dim);
  }
  return merged.toReversed();
}

/** Elements, without repetitions. */
export function countAligned({ dims, repeat }: AlignedView): number {
  return repeat === 0 ? 0 : dims.reduce((product, { size }) => product * size, 1);
}

/** Whether every side is one run of neighbouring elements. */
export function isAlignedRun({ dims, repeat }: AlignedView): boolean {
  const [dim] = dims;
  return repeat === 1 && dims.length <= 1 && (dim?.strides.every((stride) => stride === 1) ?? true);
}

/** One side's elements in the common order. */
export function sideView({ dims, offsets }: AlignedView, side: number): StridedView {
  return {
    offset: offsets[side] ?? 0,
    dims: dims.map(({ size, strides }) => ({ size, stride: strides[side] ?? 0 })),
  };
}

/** Indices, in the shape, of element number `at` of the common order. */
export function coordinatesOf({ axes, rank }: AlignedView, at: number): readonly number[] {
  const coordinates = Array.from({ length: rank }, () => 0);
  let rest = at;
  for (const { axis, size } of axes.toReversed()) {
    coordinates[axis] = rest % size;
    rest = Math.floor(rest / size);
  }
  return coordinates;
}

/** Cuts a view into pieces, in order, of which each side spans and holds at most so many elements. */
export function* splitAligned(view: AlignedView, most: number): Generator<AlignedView> {
  const waiting: AlignedView[] = [view];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [largest, ...rest] = next.dims;
    const sides = next.offsets.map((_, side) => sideView(next ?? view, side));
    if (largest === undefined || sides.every((side) => spanOf(side) <= most && countView(side) <= most)) {
      yield next;
      continue;
    }
    const half = Math.floor(largest.size / 2);
    const { offsets } = next;
    const further = offsets.map((offset, side) => offset + half * (largest.strides[side] ?? 0));
    const dimsOf = (size: number) => (size === 1 ? rest : [{ ...largest, size }, ...rest]);
    waiting.push({ ...next, offsets: further, dims: dimsOf(largest.size - half) });
    waiting.push({ ...next, dims: dimsOf(half) });
  }
}
