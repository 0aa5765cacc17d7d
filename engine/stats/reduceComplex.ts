import { findElementFormat } from '../kernels/elementKind.ts';
import { INPUT_BYTES, type Kernel } from '../kernels/kernel.ts';
import type { TensorFigures } from './figures.ts';
import { NO_FIGURES } from './figures.ts';
import type { TensorPlan } from './planTensor.ts';
import { readPiece, type ReadStorage } from './reducePart.ts';
import { splitView } from './stridedView.ts';
import { deriveMoments, mergeSummaries, type Summary } from './summary.ts';

type ComplexPlan = Extract<TensorPlan, { readonly kind: 'complex' }>;

/** Complex numbers of a piece, sorted out by whether they are finite. */
interface Sorted {
  readonly count: number;
  readonly nan: number;
  readonly zeros: number;
  /** Real and imaginary parts of the numbers that are finite in both. */
  readonly finite: Float64Array<ArrayBuffer>;
}

/**
 * Counts and the L2 norm of a complex tensor: ‖z‖² = Σ(re² + im²) over numbers that are finite in both parts. A number with a NaN in
 * either part counts as NaN. Complex numbers have no order and no sign, so every other figure is absent.
 */
export async function reduceComplex(
  plan: ComplexPlan,
  kernel: Kernel,
  read: ReadStorage,
  signal?: AbortSignal,
): Promise<TensorFigures> {
  const { part, component } = plan;
  const width = { float16: 2, float32: 4, float64: 8 }[component];
  let count = 0;
  let nan = 0;
  let zeros = 0;
  let finite = 0;
  let squares: Summary | undefined;
  const pieces = part.set.repeat === 0 ? [] : splitView(part.set.view, INPUT_BYTES / 16);
  for (const piece of pieces) {
    signal?.throwIfAborted();
    const elements = await readPiece(piece, width * 16, read, signal);
    const sorted = sortComplex(elements, component, plan.swapped);
    count += sorted.count;
    nan += sorted.nan;
    zeros += sorted.zeros;
    finite += sorted.finite.length / 2;
    const summary = reduceFloat64(kernel, sorted.finite);
    squares = squares === undefined ? summary : mergeSummaries(squares, summary);
  }
  const { repeat } = part.set;
  const l2 = squares && deriveMoments(squares)?.l2;
  return {
    ...NO_FIGURES,
    count: count * repeat,
    finite: finite * repeat,
    nan: nan * repeat,
    // Infinite in either part is neither; what is neither finite nor NaN is infinite.
    posinf: 0,
    neginf: 0,
    zeros: zeros * repeat,
    l2: l2 === undefined ? undefined : l2 * Math.sqrt(repeat),
  };
}

const FLOAT64 = findElementFormat('float64');

function reduceFloat64(kernel: Kernel, values: Float64Array<ArrayBuffer>): Summary {
  if (FLOAT64 === undefined) throw new RangeError('a format for float64');
  kernel.inputs[0]?.set(new Uint8Array(values.buffer, 0, values.byteLength));
  kernel.reduce(FLOAT64, 0, 0, values.byteLength, false);
  return kernel.take(FLOAT64);
}

function sortComplex(elements: Uint8Array, component: ComplexPlan['component'], swapped: boolean): Sorted {
  const view = new DataView(elements.buffer, elements.byteOffset, elements.byteLength);
  const at = createGetter(view, component, !swapped);
  const count = elements.length / { float16: 4, float32: 8, float64: 16 }[component];
  const finite = new Float64Array(count * 2);
  let kept = 0;
  let nan = 0;
  let zeros = 0;
  for (let i = 0; i < count; i++) {
    const re = at(2 * i);
    const im = at(2 * i + 1);
    if (Number.isNaN(re) || Number.isNaN(im)) nan++;
    else if (Number.isFinite(re) && Number.isFinite(im)) {
      if (re === 0 && im === 0) zeros++;
      finite[kept++] = re;
      finite[kept++] = im;
    }
  }
  return { count, nan, zeros, finite: finite.slice(0, kept) };
}

function createGetter(view: DataView, component: ComplexPlan['component'], little: boolean): (index: number) => number {
  if (component === 'float64') return (index) => view.getFloat64(index * 8, little);
  if (component === 'float32') return (index) => view.getFloat32(index * 4, little);
  return (index) => halfToNumber(view.getUint16(index * 2, little));
}

/** IEEE 754 binary16. */
export function halfToNumber(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
