import type { PyValue } from '../values/pyValue.ts';
import type { NumpyDtype } from './numpyDtype.ts';

/**
 * The Python value of one element, from its bytes: an int, a float, a bool, a complex, a str or bytes. Undefined for a
 * type that Python has no plain value for (structured, object), or for too few bytes.
 */
export function decodeNumpyScalar(dtype: NumpyDtype, bytes: Uint8Array): PyValue | undefined {
  if (bytes.length < dtype.itemSize) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = dtype.byteOrder !== 'big';
  switch (dtype.code) {
    case 'b':
      return view.getUint8(0) !== 0;
    case 'i':
    case 'M':
    case 'm':
      return readInteger(view, dtype.itemSize, little, true);
    case 'u':
      return readInteger(view, dtype.itemSize, little, false);
    case 'f':
      return boxFloat(readFloat(view, 0, dtype.itemSize, little));
    case 'c': {
      const half = dtype.itemSize / 2;
      const [re, im] = [readFloat(view, 0, half, little), readFloat(view, half, half, little)];
      return re === undefined || im === undefined ? undefined : { kind: 'complex', re, im };
    }
    case 'U':
      return readText(view, dtype.itemSize, little);
    case 'S':
      return { kind: 'bytes', bytes: bytes.subarray(0, dtype.itemSize), mutable: false };
    default:
      return undefined;
  }
}

function readInteger(view: DataView, size: number, little: boolean, signed: boolean): number | bigint | undefined {
  if (size === 1) return signed ? view.getInt8(0) : view.getUint8(0);
  if (size === 2) return signed ? view.getInt16(0, little) : view.getUint16(0, little);
  if (size === 4) return signed ? view.getInt32(0, little) : view.getUint32(0, little);
  if (size !== 8) return undefined;
  const exact = signed ? view.getBigInt64(0, little) : view.getBigUint64(0, little);
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact;
}

function boxFloat(value: number | undefined): PyValue | undefined {
  return value === undefined ? undefined : { kind: 'float', value };
}

function readFloat(view: DataView, at: number, size: number, little: boolean): number | undefined {
  if (size === 8) return view.getFloat64(at, little);
  if (size === 4) return view.getFloat32(at, little);
  return size === 2 ? halfToNumber(view.getUint16(at, little)) : undefined;
}

/** IEEE 754 binary16: 1 sign bit, 5 exponent bits, 10 mantissa bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Infinity : NaN;
  return sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

/** UCS-4, padded with zeros at the end. */
function readText(view: DataView, size: number, little: boolean): string | undefined {
  let text = '';
  for (let at = 0; at + 4 <= size; at += 4) {
    const point = view.getUint32(at, little);
    if (point > 0x10ffff) return undefined;
    text += String.fromCodePoint(point);
  }
  return text.replace(/\0+$/u, '');
}
