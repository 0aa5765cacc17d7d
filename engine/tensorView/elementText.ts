import { findElementFormat } from '../kernels/elementKind.ts';
import { dequantize } from '../stats/elementReader.ts';
import { halfToNumber } from '../stats/reduceComplex.ts';
import { floatRepr } from '../values/pythonRepr.ts';
import { noElements, type Elements } from './elements.ts';
import { readFloat4Pair } from './float4.ts';
import { COMPLEX_PARTS, storedAs, swapBytes } from './numbers.ts';
import { unitOf } from './readView.ts';

/** Writes an element of a view, little-endian, that begins at a byte. */
type Write = (view: DataView, at: number) => string;

/**
 * The elements of what `readView` gave as Python prints them, every digit that tells them from their neighbours: the shortest
 * decimal that reads back as the same value of the type. A quantized element shows the float32 that it stands for, a pair of
 * 4-bit floats both, bits without a meaning their hexadecimal digits.
 */
export function writeElements(
  elements: Elements,
  bytes: Uint8Array,
  channelOf: (i: number) => number = () => 0,
): string[] {
  const { dtype, swapped, quantizer } = elements;
  const unit = unitOf(elements);
  const part = COMPLEX_PARTS[dtype];
  const width = part === undefined ? unit : unit / 2;
  const native = swapped && width > 1 ? swapBytes(bytes, width) : bytes;
  const view = new DataView(native.buffer, native.byteOffset, native.byteLength);
  const count = bytes.length / unit;
  if (quantizer !== undefined) {
    const read = readInteger(storedAs(dtype));
    return Array.from({ length: count }, (_, i) => {
      const affine = quantizer.affines[quantizer.axis < 0 ? 0 : channelOf(i)];
      return affine === undefined ? 'nan' : float32Text(dequantize(affine, Number(read(view, i * unit))));
    });
  }
  const write = part === undefined ? writeReal(dtype, elements) : writeComplex(part, elements);
  return Array.from({ length: count }, (_, i) => write(view, i * unit));
}

function writeReal(dtype: string, { negated }: Elements): Write {
  if (dtype === 'bool') return (view, at) => (view.getUint8(at) === 0 ? 'False' : 'True');
  if (dtype === 'float4_e2m1fn_x2') {
    return (view, at) => `(${readFloat4Pair(view.getUint8(at)).map(floatRepr).join(', ')})`;
  }
  if (dtype === 'bits16') return (view, at) => hexadecimal(view.getUint16(at, true), 4);
  if (dtype.startsWith('bits')) return (view, at) => hexadecimal(view.getUint8(at), 2);
  const format = findElementFormat(storedAs(dtype));
  if (format === undefined) throw noElements(`Elements of type ${dtype} cannot be shown.`);
  if (format.integer) {
    const read = readInteger(storedAs(dtype));
    return (view, at) => String(negated ? -read(view, at) : read(view, at));
  }
  const write = writeFloat(dtype, format.values);
  return (view, at) => write(view, at, negated);
}

function hexadecimal(bits: number, digits: number): string {
  return `0x${bits.toString(16).padStart(digits, '0')}`;
}

function readInteger(dtype: string): (view: DataView, at: number) => number | bigint {
  switch (dtype) {
    case 'int8':
      return (view, at) => view.getInt8(at);
    case 'int16':
      return (view, at) => view.getInt16(at, true);
    case 'uint16':
      return (view, at) => view.getUint16(at, true);
    case 'int32':
      return (view, at) => view.getInt32(at, true);
    case 'uint32':
      return (view, at) => view.getUint32(at, true);
    case 'int64':
      return (view, at) => view.getBigInt64(at, true);
    case 'uint64':
      return (view, at) => view.getBigUint64(at, true);
    default:
      return (view, at) => view.getUint8(at);
  }
}

/** The parts as Python prints a complex number: whole parts without a point, a real part of 0 not at all. */
function writeComplex(part: string, { negated, conjugated }: Elements): Write {
  const write = writeFloat(part, undefined);
  const width = { float16: 2, float32: 4, float64: 8 }[part] ?? 8;
  return (view, at) => {
    const re = write(view, at, negated).replace(/\.0$/u, '');
    const im = write(view, at + width, negated !== conjugated).replace(/\.0$/u, '');
    if (re === '0') return `${im}j`;
    return `(${re}${im.startsWith('-') ? '' : '+'}${im}j)`;
  };
}

type WriteFloat = (view: DataView, at: number, negated: boolean) => string;

function writeFloat(dtype: string, table: Float32Array | undefined): WriteFloat {
  switch (dtype) {
    case 'float64':
      return (view, at, negated) => floatRepr(negated ? -view.getFloat64(at, true) : view.getFloat64(at, true));
    case 'float32':
      return (view, at, negated) => shortText(view.getUint32(at, true), 31, float32OfBits, negated);
    case 'bfloat16':
      return (view, at, negated) => shortText(view.getUint16(at, true), 15, bfloatOfBits, negated);
    case 'float16':
      return (view, at, negated) => shortText(view.getUint16(at, true), 15, halfToNumber, negated);
    case 'float8_e8m0fnu':
      // An exponent alone has no sign bit.
      return (view, at) => shortText(view.getUint8(at), 8, (bits) => table?.[bits] ?? Number.NaN, false);
    default:
      return (view, at, negated) => shortText(view.getUint8(at), 7, (bits) => table?.[bits] ?? Number.NaN, negated);
  }
}

const word = new DataView(new ArrayBuffer(4));

function float32OfBits(bits: number): number {
  word.setUint32(0, bits);
  return word.getFloat32(0);
}

function bfloatOfBits(bits: number): number {
  return float32OfBits(bits * 65_536);
}

/** A float32 in its shortest decimal. */
export function float32Text(value: number): string {
  word.setFloat32(0, value);
  return shortText(word.getUint32(0), 31, float32OfBits, false);
}

/**
 * The shortest decimal of a float that lies closer to it than to its neighbours. Bits without their sign count up with the
 * magnitude, whatever the type.
 */
function shortText(bits: number, signBit: number, valueOf: (bits: number) => number, negated: boolean): string {
  const value = negated ? -valueOf(bits) : valueOf(bits);
  if (value === 0 || !Number.isFinite(value)) return floatRepr(value);
  const magnitude = bits % 2 ** signBit;
  const exact = valueOf(magnitude);
  const below = magnitude === 0 ? exact / 2 : valueOf(magnitude - 1);
  const above = valueOf(magnitude + 1);
  const low = (below + exact) / 2;
  // Past the largest there is nothing finite: as far up as down.
  const high = magnitude + 1 < 2 ** signBit && Number.isFinite(above) ? (exact + above) / 2 : 2 * exact - low;
  for (let digits = 1; digits < 17; digits++) {
    const short = Number(exact.toPrecision(digits));
    if (short > low && short < high) return floatRepr(value < 0 ? -short : short);
  }
  return floatRepr(value);
}
