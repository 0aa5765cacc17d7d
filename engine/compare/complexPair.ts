import { findElementFormat } from '../kernels/elementKind.ts';
import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import { halfToNumber } from '../stats/reduceComplex.ts';
import type { DifferenceSummary } from './differenceSummary.ts';
import type { TensorSide } from './tensorSide.ts';

interface ComplexElements {
  /** As stored: real and imaginary parts side by side. */
  readonly bytes: Uint8Array;
  readonly side: TensorSide;
}

const FLOAT64 = findElementFormat('float64');

/**
 * The difference of complex numbers: norms and the cosine over real and imaginary parts of the numbers that are finite in both, the
 * largest |b − a| as a distance. A number with a NaN in either part counts as NaN. The mean change has no order and is not used.
 */
export function addComplexPair(
  left: ComplexElements,
  right: ComplexElements,
  base: number,
  kernel: DifferenceKernel,
): DifferenceSummary {
  if (FLOAT64 === undefined) throw new RangeError('a format for float64');
  const [a, b] = [readParts(left), readParts(right)];
  const counts = { changed: 0, leftNan: 0, rightNan: 0, newNan: 0, pairs: 0, largest: 0, largestAt: -1 };
  for (let i = 0; i < a.length; i += 2) {
    const [ar = 0, ai = 0, br = 0, bi = 0] = [a[i], a[i + 1], b[i], b[i + 1]];
    if (!Object.is(ar, br) || !Object.is(ai, bi)) counts.changed++;
    const isNan = [Number.isNaN(ar) || Number.isNaN(ai), Number.isNaN(br) || Number.isNaN(bi)];
    if (isNan[0] === true) counts.leftNan++;
    if (isNan[1] === true) counts.rightNan++;
    if (isNan[1] === true && isNan[0] !== true) counts.newNan++;
    const distance = Math.hypot(br - ar, bi - ai);
    const isFinite = [ar, ai, br, bi].every(Number.isFinite);
    if (isFinite) counts.pairs++;
    if (isFinite && distance > counts.largest) [counts.largest, counts.largestAt] = [distance, base + i / 2];
    // A number that is not finite in one part is left out with both.
    if (!Number.isFinite(ar) || !Number.isFinite(ai)) a.fill(Number.NaN, i, i + 2);
    if (!Number.isFinite(br) || !Number.isFinite(bi)) b.fill(Number.NaN, i, i + 2);
  }
  const half = kernel.inputs[0]?.length ?? 0;
  for (const [input, parts] of [a, b].entries()) {
    if (parts.byteLength > half) throw new RangeError(`a piece that fits ${half} bytes`);
    kernel.inputs[input]?.set(new Uint8Array(parts.buffer, 0, parts.byteLength));
  }
  kernel.add({ format: FLOAT64, input: 0, start: 0 }, { format: FLOAT64, input: 1, start: 0 }, a.length, 0);
  return { ...kernel.take(), ...counts };
}

/** Real and imaginary parts as float64, in turn; the signs that a view turns are turned. */
function readParts({ bytes, side: { complex, readerAt } }: ComplexElements): Float64Array<ArrayBuffer> {
  const bits = complex?.bits ?? 64;
  const little = !readerAt(0).swapped;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = bits / 8;
  const read = (at: number): number => {
    if (bits === 64) return view.getFloat64(at, little);
    return bits === 32 ? view.getFloat32(at, little) : halfToNumber(view.getUint16(at, little));
  };
  const parts = Float64Array.from({ length: bytes.length / width }, (_, i) => read(i * width));
  const turnReal = complex?.neg === true;
  const turnImaginary = (complex?.neg === true) !== (complex?.conj === true);
  for (let i = 0; i < parts.length; i += 2) {
    if (turnReal) parts[i] = -(parts[i] ?? 0);
    if (turnImaginary) parts[i + 1] = -(parts[i + 1] ?? 0);
  }
  return parts;
}
