import { findElementFormat, type ElementFormat, type ElementKind } from '../kernels/elementKind.ts';
import { dequantize } from '../stats/elementReader.ts';
import { halfToNumber } from '../stats/reduceComplex.ts';
import { readFloat4Pair } from './float4.ts';
import { noElements, type Elements } from './elements.ts';
import { alignBytes, unitOf } from './readView.ts';

/** The channel of a quantizer that the element number `i` of what is being read belongs to. */
export type ChannelOf = (i: number) => number;

/** Turns elements into numbers to compute and to draw with. */
export interface NumberReader {
  /** Bytes an element. */
  readonly unit: number;
  /** Fills `target` with as many elements as it holds, from element `first` of what `readView` gave. */
  read(bytes: Uint8Array, first: number, target: Float64Array, channelOf?: ChannelOf): void;
}

/**
 * How elements become doubles: exact but for 64-bit integers, which are rounded. A complex number becomes its magnitude, a
 * pair of 4-bit floats the one of the larger magnitude, raw bits an unsigned integer.
 */
export function createNumberReader(elements: Elements): NumberReader {
  const { dtype, swapped, negated, quantizer } = elements;
  const unit = unitOf(elements);
  const plain = findPlainReader(dtype);
  const width = plain.width;
  return {
    unit,
    read(bytes, first, target, channelOf = () => 0) {
      const taken = bytes.subarray(first * unit, (first + target.length) * unit);
      plain.read(alignBytes(swapped && width > 1 ? swapBytes(taken, width) : taken, width), target);
      if (quantizer !== undefined) {
        const [only] = quantizer.affines;
        for (let i = 0; i < target.length; i++) {
          const affine = quantizer.axis < 0 ? only : quantizer.affines[channelOf(i)];
          target[i] = affine === undefined ? Number.NaN : dequantize(affine, target[i] ?? 0);
        }
      }
      if (negated) for (let i = 0; i < target.length; i++) target[i] = -(target[i] ?? 0);
    },
  };
}

interface PlainReader {
  /** Bytes of what byte order applies to. */
  readonly width: number;
  readonly read: (bytes: Uint8Array, target: Float64Array) => void;
}

/** What the integers of a quantized type are; bits without a meaning are shown as integers. */
const STORED_AS: { readonly [dtype: string]: string } = {
  qint8: 'int8',
  quint8: 'uint8',
  qint32: 'int32',
  quint4x2: 'uint8',
  quint2x4: 'uint8',
  bits16: 'uint16',
};

/** The type of the real and the imaginary part, which lie side by side. */
export const COMPLEX_PARTS: { readonly [dtype: string]: string } = {
  complex32: 'float16',
  complex64: 'float32',
  complex128: 'float64',
};

function findPlainReader(dtype: string): PlainReader {
  const part = COMPLEX_PARTS[dtype];
  if (part !== undefined) return readMagnitudes(findPlainReader(part));
  if (dtype === 'float4_e2m1fn_x2') return { width: 1, read: readPairs };
  const format = findElementFormat(storedAs(dtype));
  if (format === undefined) throw noElements(`Elements of type ${dtype} cannot be shown as numbers.`);
  return { width: format.width, read: readFormat(format) };
}

/** The type whose bits are in the storage. */
export function storedAs(dtype: string): string {
  const stored = STORED_AS[dtype];
  if (stored !== undefined) return stored;
  if (/^(?:bits|uint[1-7]$)/u.test(dtype)) return 'uint8';
  return /^int[1-7]$/u.test(dtype) ? 'int8' : dtype;
}

function readMagnitudes({ width, read }: PlainReader): PlainReader {
  return {
    width,
    read(bytes, target) {
      const parts = new Float64Array(target.length * 2);
      read(bytes, parts);
      for (let i = 0; i < target.length; i++) target[i] = Math.hypot(parts[2 * i] ?? 0, parts[2 * i + 1] ?? 0);
    },
  };
}

function readPairs(bytes: Uint8Array, target: Float64Array): void {
  for (let i = 0; i < target.length; i++) {
    const [first, second] = readFloat4Pair(bytes[i] ?? 0);
    target[i] = Math.abs(second) > Math.abs(first) ? second : first;
  }
}

function readFormat({ kind, values }: ElementFormat): PlainReader['read'] {
  if (kind !== 'bytes') return READERS[kind];
  return (bytes, target) => lookUp(bytes, values ?? new Float32Array(256), target);
}

const READERS: { readonly [Kind in Exclude<ElementKind, 'bytes'>]: PlainReader['read'] } = {
  float16: (bytes, target) => lookUp(viewAs(Uint16Array, bytes), tabulateHalves(), target),
  bfloat16: (bytes, target) => widenBfloats(viewAs(Uint16Array, bytes), target),
  float32: (bytes, target) => target.set(viewAs(Float32Array, bytes)),
  float64: (bytes, target) => target.set(viewAs(Float64Array, bytes)),
  int16: (bytes, target) => target.set(viewAs(Int16Array, bytes)),
  uint16: (bytes, target) => target.set(viewAs(Uint16Array, bytes)),
  int32: (bytes, target) => target.set(viewAs(Int32Array, bytes)),
  uint32: (bytes, target) => target.set(viewAs(Uint32Array, bytes)),
  int64: (bytes, target) => joinWords(bytes, viewAs(Int32Array, bytes), target),
  uint64: (bytes, target) => joinWords(bytes, viewAs(Uint32Array, bytes), target),
};

/** Bytes, aligned, as the items that they are. */
function viewAs<Items>(
  type: { new (buffer: ArrayBufferLike, offset: number, length: number): Items; readonly BYTES_PER_ELEMENT: number },
  { buffer, byteOffset, byteLength }: Uint8Array,
): Items {
  return new type(buffer, byteOffset, byteLength / type.BYTES_PER_ELEMENT);
}

function lookUp(codes: Uint8Array | Uint16Array, values: Float32Array, target: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] = values[codes[i] ?? 0] ?? 0;
}

let halves: Float32Array | undefined;

/** The value of every float16, made once: 256 KiB. */
function tabulateHalves(): Float32Array {
  halves ??= Float32Array.from({ length: 65_536 }, (_, bits) => halfToNumber(bits));
  return halves;
}

/** A bfloat16 is the upper half of a float32. */
function widenBfloats(words: Uint16Array, target: Float64Array): void {
  const bits = new Uint32Array(words.length);
  for (let i = 0; i < words.length; i++) bits[i] = (words[i] ?? 0) << 16;
  target.set(new Float32Array(bits.buffer));
}

/** 64-bit integers from their halves; the one addition rounds once, to the nearest double. */
function joinWords(bytes: Uint8Array, high: Int32Array | Uint32Array, target: Float64Array): void {
  const low = viewAs(Uint32Array, bytes);
  for (let i = 0; i < target.length; i++) target[i] = (high[2 * i + 1] ?? 0) * 2 ** 32 + (low[2 * i] ?? 0);
}

/** The bytes of numbers in the other order, as a copy. */
export function swapBytes(bytes: Uint8Array, width: number): Uint8Array {
  const swapped = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += width) {
    for (let byte = 0; byte < width; byte++) swapped[at + byte] = bytes[at + width - 1 - byte] ?? 0;
  }
  return swapped;
}
