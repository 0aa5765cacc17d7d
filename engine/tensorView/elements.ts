import { InspectError } from '../../shared/inspectError.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import type { Affine } from '../stats/elementReader.ts';
import { channelAffine, findStoredView } from '../stats/planTensor.ts';
import type { ReadStorage } from '../stats/reducePart.ts';
import { createStorageReader, readSmallTensor } from '../stats/readStorage.ts';
import { findDtype } from '../torch/dtypes.ts';
import { contiguousStride } from '../torch/elementMath.ts';
import type { NdarrayValue, Quantization, TensorValue } from '../values/tensorValue.ts';
import type { ElementView } from './elementView.ts';

/** A tensor or array, ready to be read: where each element lies, and how its bits are to be understood. */
export interface Elements {
  /** torch's name. */
  readonly dtype: string;
  /** One dimension for each axis, in the tensor's order. A sparse or nested tensor stands for its stored values. */
  readonly view: ElementView;
  /** Bits that an element occupies in the storage. */
  readonly bits: number;
  /** Whether the bytes of a number are in the order that is not the machine's. */
  readonly swapped: boolean;
  /** Whether elements are stored with the opposite sign. */
  readonly negated: boolean;
  /** Whether complex elements are stored as their conjugates. */
  readonly conjugated: boolean;
  /** How integers become the values of a quantized tensor: one way, or one for each index along an axis. */
  readonly quantizer?: { readonly axis: number; readonly affines: readonly Affine[] };
  readonly read: ReadStorage;
}

/**
 * Finds the elements of a tensor or array; of a per-channel quantizer, reads its figures.
 *
 * @throws InspectError `usage` for a tensor without values in the file, and for arrays of texts and objects.
 */
export async function openElements(
  opened: OpenedFile,
  value: TensorValue | NdarrayValue,
  signal?: AbortSignal,
): Promise<Elements> {
  if (value.kind === 'ndarray') return openArray(value);
  const found = findStoredView(value);
  if ('why' in found) throw noElements(found.why);
  const { tensor, storage, view } = found;
  const dtype = findDtype(tensor.dtype);
  if (dtype === undefined) throw noElements(`The element type ${tensor.dtype} is not known.`);
  const quantizer = tensor.quantization && (await readQuantizer(opened, tensor.quantization, signal));
  return {
    dtype: dtype.name,
    view: toElementView(view.shape, view.stride, view.offset),
    bits: dtype.bits,
    swapped: opened.container.byteOrder === 'big',
    negated: tensor.neg === true,
    conjugated: tensor.conj === true,
    ...(quantizer && { quantizer }),
    read: createStorageReader(opened, storage),
  };
}

/** Codes of numpy's plain numbers where an array names its type by code and size (`>f4`). */
const NUMPY_KINDS: { readonly [code: string]: string } = { f: 'float', i: 'int', u: 'uint', c: 'complex' };

function openArray(array: NdarrayValue): Elements {
  const coded = /^[<>|]([fiuc])(\d+)$/u.exec(array.dtype);
  const name = coded ? `${NUMPY_KINDS[coded[1] ?? '']}${Number(coded[2]) * 8}` : array.dtype;
  const dtype = findDtype(name);
  const { data, shape } = array;
  if (data === undefined || dtype === undefined) {
    throw noElements(`An array of type ${array.dtype} holds no plain numbers.`);
  }
  const forward = array.fortranOrder ? shape.toReversed() : shape;
  const stride = contiguousStride(forward).map(Number);
  return {
    dtype: dtype.name,
    view: toElementView(shape, array.fortranOrder ? stride.toReversed() : stride, 0),
    bits: dtype.bits,
    swapped: array.byteOrder === 'big',
    negated: false,
    conjugated: false,
    read: async (offset, length) => data.subarray(offset, offset + length),
  };
}

function toElementView(shape: readonly number[], stride: readonly number[], offset: number): ElementView {
  return { offset, dims: shape.map((size, axis) => ({ size, stride: stride[axis] ?? 0 })) };
}

async function readQuantizer(
  opened: OpenedFile,
  quantization: Quantization,
  signal: AbortSignal | undefined,
): Promise<Elements['quantizer']> {
  if ('scale' in quantization) return { axis: -1, affines: [quantization] };
  const read = async (figures: TensorValue | readonly number[]) =>
    'kind' in figures ? readSmallTensor(opened, figures, signal) : figures;
  const scales = await read(quantization.scales);
  const zeroPoints = await read(quantization.zeroPoints);
  if (scales === undefined || zeroPoints === undefined) throw noElements('The quantizer has no scales or zero points.');
  const channels = { scales, zeroPoints };
  return {
    axis: quantization.axis,
    affines: scales.map((_, channel) => channelAffine(channels, channel)),
  };
}

/** Why a question about elements has no answer. */
export function noElements(message: string, advice?: string): InspectError {
  return new InspectError({ code: 'usage', message, ...(advice !== undefined && { advice }) });
}
