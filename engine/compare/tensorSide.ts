import type { OpenedFile } from '../formats/openedFile.ts';
import { findElementFormat } from '../kernels/elementKind.ts';
import { findElementReader, type ElementReader } from '../stats/elementReader.ts';
import { channelAffine, findStoredView, type View } from '../stats/planTensor.ts';
import { readSmallTensor } from '../stats/readStorage.ts';
import { findDtype } from '../torch/dtypes.ts';
import { contiguousStride } from '../torch/elementMath.ts';
import type { NdarrayValue, Quantization, StorageValue, TensorValue } from '../values/pyValue.ts';

/** A tensor or array whose elements are wanted, and the file that holds it. */
export interface HeldTensor {
  readonly opened: OpenedFile;
  readonly value: TensorValue | NdarrayValue;
}

/** Where the elements of one side of a comparison are, and how they become values. */
export interface TensorSide {
  readonly opened: OpenedFile;
  readonly storage: StorageValue;
  readonly view: View;
  /** How elements are read; those of a slice along `channelAxis` differ. */
  readonly readerAt: (channel: number) => ElementReader;
  /** Axis of a per-channel quantizer. */
  readonly channelAxis?: number;
  /** Whether elements have no values that could be subtracted: only their bits are compared. */
  readonly opaque: boolean;
  /** Complex numbers: bits of the real and of the imaginary part, and whether their signs are turned. */
  readonly complex?: { readonly bits: 16 | 32 | 64; readonly conj: boolean; readonly neg: boolean };
}

type SideOrReason = TensorSide | { readonly why: string };

const COMPLEX_BITS: { readonly [dtype: string]: 16 | 32 | 64 } = { complex32: 16, complex64: 32, complex128: 64 };

/**
 * Finds the elements of a tensor, or says in a sentence why there are none. A promise only where a per-channel quantizer's figures are
 * read.
 */
export function findTensorSide(
  { opened, value }: HeldTensor,
  signal?: AbortSignal,
): SideOrReason | Promise<SideOrReason> {
  if (value.kind === 'ndarray') return findArraySide(opened, value);
  const found = findStoredView(value);
  if ('why' in found) return found;
  const { tensor, storage, view } = found;
  const swapped = opened.container.byteOrder === 'big';
  const side = { opened, storage, view, opaque: false };
  const bits = COMPLEX_BITS[tensor.dtype];
  if (bits !== undefined) {
    const complex = { bits, conj: tensor.conj === true, neg: tensor.neg === true };
    return { ...side, complex, readerAt: opaqueReader(bits * 2, swapped) };
  }
  const { quantization, dtype } = tensor;
  if (quantization !== undefined && !('scale' in quantization)) return findChannels(side, dtype, quantization, signal);
  const affine = quantization && { scale: quantization.scale, zeroPoint: quantization.zeroPoint };
  const reader = findElementReader({ dtype, swapped, ...(affine && { affine }), negated: tensor.neg === true });
  if (reader !== undefined) return { opened, storage, view, opaque: false, readerAt: () => reader };
  const width = findDtype(dtype)?.bits;
  if (width !== 8 && width !== 16) return { why: `Elements of type ${dtype} cannot be compared.` };
  return { ...side, opaque: true, readerAt: opaqueReader(width, swapped) };
}

/** Elements that are compared by their bits, or converted by the caller. */
function opaqueReader(bits: number, swapped: boolean): () => ElementReader {
  const format = findElementFormat(bits === 8 ? 'uint8' : bits === 16 ? 'uint16' : 'uint32');
  if (format === undefined) throw new RangeError('a format for unsigned integers');
  return () => ({ bits, format, swapped });
}

type ChannelQuantization = Exclude<Quantization, { readonly scale: number }>;

async function findChannels(
  side: Pick<TensorSide, 'opened' | 'storage' | 'view' | 'opaque'>,
  dtype: string,
  quantization: ChannelQuantization,
  signal?: AbortSignal,
): Promise<SideOrReason> {
  const { axis } = quantization;
  const swapped = side.opened.container.byteOrder === 'big';
  const read = async (figures: TensorValue | readonly number[]) =>
    'kind' in figures ? readSmallTensor(side.opened, figures, signal) : figures;
  const scales = await read(quantization.scales);
  const zeroPoints = await read(quantization.zeroPoints);
  const channels = side.view.shape[axis] ?? 0;
  if (scales === undefined || zeroPoints === undefined || Math.min(scales.length, zeroPoints.length) < channels) {
    return { why: 'The quantizer has no scale or no zero point for some channels.' };
  }
  const readerAt = (channel: number): ElementReader => {
    const reader = findElementReader({ dtype, swapped, affine: channelAffine({ scales, zeroPoints }, channel) });
    if (reader === undefined) throw new RangeError(`a reader for ${dtype}`);
    return reader;
  };
  if (!dtype.startsWith('q')) return { why: `Elements of type ${dtype} have no quantizer.` };
  return { ...side, readerAt, channelAxis: axis };
}

/** A numpy array's elements stand in the pickle itself. */
function findArraySide(opened: OpenedFile, array: NdarrayValue): SideOrReason {
  const { data, dtype, shape, fortranOrder } = array;
  const reader = findElementReader({ dtype, swapped: array.byteOrder === 'big' });
  if (data === undefined || reader === undefined) return { why: 'The array holds objects, not numbers.' };
  const stride = fortranOrder
    ? contiguousStride(shape.toReversed()).toReversed().map(Number)
    : contiguousStride(shape).map(Number);
  const storage: StorageValue = {
    kind: 'storage',
    key: '',
    dtype: undefined,
    type: 'UntypedStorage',
    device: 'cpu',
    elements: data.length,
    bytes: data.length,
    extent: { bytes: data.length, compressed: false, size: data.length, held: data },
    index: 0,
  };
  return { opened, storage, view: { shape, stride, offset: 0 }, readerAt: () => reader, opaque: false };
}
