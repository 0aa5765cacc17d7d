import { findElementFormat, tabulate, type ElementFormat } from '../kernels/elementKind.ts';

/**
 * An affine quantization of some elements: value = (q − zeroPoint) · scale, in float32 as torch computes it
 * (ATen/native/quantized/AffineQuantizer.cpp; float zero points too).
 */
export interface Affine {
  readonly scale: number;
  readonly zeroPoint: number;
}

/** How elements of a storage become values that a kernel reads. */
export interface ElementReader {
  /** Bits that an element occupies in the storage: 4 and 2 for packed quantized types. */
  readonly bits: number;
  /** What the kernel reads after `decode`, or from the storage itself where there is none. */
  readonly format: ElementFormat;
  /** Whether the bytes of what `format` reads must be swapped. */
  readonly swapped: boolean;
  /** Turns elements, one after another, into what `format` reads. */
  readonly decode?: (elements: Uint8Array) => Uint8Array;
}

export interface ElementType {
  readonly dtype: string;
  readonly swapped: boolean;
  readonly affine?: Affine;
  /** The tensor's `neg` bit: elements are stored with the opposite sign. */
  readonly negated?: boolean;
}

const FLOAT32: ElementFormat = { kind: 'float32', width: 4, scheme: 'float32', integer: false };

/** How a dtype is read, or undefined for one without real values (complex, bits) or without a quantizer. */
export function findElementReader(type: ElementType): ElementReader | undefined {
  const { dtype, swapped, affine } = type;
  if (dtype.startsWith('q')) return affine && readQuantized(dtype, swapped, affine);
  const format = findElementFormat(dtype);
  if (format === undefined) return undefined;
  if (type.negated !== true) return { bits: format.width * 8, format, swapped };
  return negate(format, swapped);
}

/** The value that a quantized integer stands for. */
export function dequantize({ scale, zeroPoint }: Affine, q: number): number {
  return Math.fround(Math.fround(q - Math.fround(zeroPoint)) * Math.fround(scale));
}

function readQuantized(dtype: string, swapped: boolean, affine: Affine): ElementReader | undefined {
  const valueOf = (q: number) => dequantize(affine, q);
  const table = (bits: number, values: Float32Array): ElementReader => ({
    bits,
    swapped: false,
    format: { kind: 'bytes', width: 1, values, scheme: 'float32', integer: false },
    ...(bits < 8 && { decode: (elements: Uint8Array) => elements }),
  });
  switch (dtype) {
    case 'qint8':
      return table(
        8,
        tabulate((byte) => valueOf((byte << 24) >> 24)),
      );
    case 'quint8':
      return table(8, tabulate(valueOf));
    case 'quint4x2':
      return table(4, tabulate(valueOf));
    case 'quint2x4':
      return table(2, tabulate(valueOf));
    case 'qint32':
      return {
        bits: 32,
        swapped: false,
        format: FLOAT32,
        decode: (elements) => {
          const view = new DataView(elements.buffer, elements.byteOffset, elements.byteLength);
          const values = new Float32Array(elements.length / 4);
          for (let i = 0; i < values.length; i++) values[i] = valueOf(view.getInt32(i * 4, !swapped));
          return new Uint8Array(values.buffer);
        },
      };
    default:
      return undefined;
  }
}

/** Only floats carry the bit: the imaginary part of a conjugated tensor. Flipping the sign bit is exact. */
function negate(format: ElementFormat, swapped: boolean): ElementReader {
  const signByte = swapped ? 0 : format.width - 1;
  return {
    bits: format.width * 8,
    format,
    swapped,
    decode: (elements) => {
      const negated = elements.slice();
      for (let i = signByte; i < negated.length; i += format.width) negated[i] = (negated[i] ?? 0) ^ 0x80;
      return negated;
    },
  };
}

/** Elements of less than a byte, the lowest bits first, as one byte each. */
export function unpackBits(packed: Uint8Array, bits: number): Uint8Array {
  const each = 8 / bits;
  const mask = (1 << bits) - 1;
  return Uint8Array.from({ length: packed.length * each }, (_, i) => {
    return ((packed[Math.floor(i / each)] ?? 0) >> ((i % each) * bits)) & mask;
  });
}
