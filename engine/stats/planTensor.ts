import { findDtype } from '../torch/dtypes.ts';
import type { NdarrayValue, Quantization, StorageValue, TensorValue } from '../values/pyValue.ts';
import { findElementReader, type Affine, type ElementReader } from './elementReader.ts';
import { toElementSet, type ElementSet } from './stridedView.ts';

/** Elements of one storage that are read one way. A tensor is one such part, or one for each channel of its quantizer. */
export interface TensorPart {
  readonly reader: ElementReader;
  readonly storage: StorageValue;
  readonly set: ElementSet;
}

/** How a tensor's statistics are to be had. `none` says in a sentence why there are none. */
export type TensorPlan =
  | { readonly kind: 'real'; readonly parts: readonly TensorPart[] }
  | {
      readonly kind: 'complex';
      readonly part: Omit<TensorPart, 'reader'>;
      readonly component: ComplexComponent;
      readonly swapped: boolean;
    }
  | { readonly kind: 'none'; readonly why: string };

/** The type of the real and the imaginary part, which lie side by side. */
export type ComplexComponent = 'float16' | 'float32' | 'float64';

const COMPLEX: { readonly [dtype: string]: ComplexComponent } = {
  complex32: 'float16',
  complex64: 'float32',
  complex128: 'float64',
};

/** Figures of a quantizer, one for each channel, in the order of its axis. */
export interface ChannelFigures {
  readonly scales: readonly number[];
  readonly zeroPoints: readonly number[];
}

export interface PlanOptions {
  /** Whether the file's byte order is not the machine's (little-endian). */
  readonly swapped: boolean;
  /** Figures of a per-channel quantizer, which stand in tensors of their own. */
  readonly channels?: ChannelFigures;
}

/**
 * Plans the reading of a tensor's elements. A sparse or nested tensor stands for its stored values: those that are not stored are
 * neither counted nor averaged.
 */
export function planTensor(tensor: TensorValue, options: PlanOptions): TensorPlan {
  const found = findStoredView(tensor);
  return 'why' in found ? none(found.why) : planElements(found.tensor, found.storage, found.view, options);
}

/** The elements of a tensor as a view into a storage that holds them all. */
export interface StoredView {
  /** The tensor itself, or the part of a sparse or nested one that holds its values. */
  readonly tensor: TensorValue;
  readonly storage: StorageValue;
  readonly view: View;
}

/** Where a tensor's elements are, or in a sentence why there are none. */
export function findStoredView(tensor: TensorValue): StoredView | { readonly why: string } {
  const stored = tensor.parts?.find(({ name }) => name === 'values' || name === 'buffer')?.tensor;
  if (stored !== undefined) return findStoredView(stored);
  const { storage, stride, storageOffset } = tensor;
  if (tensor.device === 'meta') return { why: 'A meta tensor has a shape, but no values.' };
  if (storage === undefined || stride === undefined) return { why: 'The file holds no values for this tensor.' };
  if (storage.extent === undefined) return { why: `Storage ${storage.key} is missing from the file.` };
  const view = readNumbers(tensor.shape, stride, storageOffset);
  if (view === undefined) return { why: 'The tensor claims more elements than can be counted.' };
  const bits = findDtype(tensor.dtype)?.bits;
  if (bits === undefined) return { why: `The element type ${tensor.dtype} is not known.` };
  const reach = reachOf(view);
  if (Math.ceil((reach * bits) / 8) > storage.extent.size)
    return { why: `Storage ${storage.key} is too short for the tensor.` };
  return { tensor, storage, view };
}

/** Sizes, strides and offset in elements. */
export interface View {
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;
}

function planElements(tensor: TensorValue, storage: StorageValue, view: View, options: PlanOptions): TensorPlan {
  const { dtype, quantization } = tensor;
  const { swapped } = options;
  const set = toElementSet(view.shape, view.stride, view.offset);
  const component = COMPLEX[dtype];
  if (component !== undefined) return { kind: 'complex', part: { storage, set }, component, swapped };
  if (quantization !== undefined && !('scale' in quantization)) {
    return planChannels({ dtype, quantization, storage, view }, options);
  }
  const affine = quantization && { scale: quantization.scale, zeroPoint: quantization.zeroPoint };
  const reader = findElementReader({ dtype, swapped, ...(affine && { affine }), negated: tensor.neg === true });
  if (reader === undefined) return none(`Elements of type ${dtype} have no real values.`);
  return { kind: 'real', parts: [{ reader, storage, set }] };
}

interface Channelled {
  readonly dtype: string;
  readonly quantization: Exclude<Quantization, { readonly scale: number }>;
  readonly storage: StorageValue;
  readonly view: View;
}

/** One part for each slice along the quantizer's axis. */
function planChannels({ dtype, quantization, storage, view }: Channelled, options: PlanOptions): TensorPlan {
  const { axis } = quantization;
  const size = view.shape[axis];
  const { channels } = options;
  if (
    size === undefined ||
    channels === undefined ||
    channels.scales.length < size ||
    channels.zeroPoints.length < size
  ) {
    return none('The quantizer has no scale or no zero point for some channels.');
  }
  const parts: TensorPart[] = [];
  for (let channel = 0; channel < size; channel++) {
    const affine = channelAffine(channels, channel);
    const reader = findElementReader({ dtype, swapped: options.swapped, affine });
    if (reader === undefined) return none(`Elements of type ${dtype} have no real values.`);
    const shape = view.shape.with(axis, 1);
    const offset = view.offset + channel * (view.stride[axis] ?? 0);
    parts.push({ reader, storage, set: toElementSet(shape, view.stride, offset) });
  }
  return { kind: 'real', parts };
}

/** The quantizer of one channel. */
export function channelAffine({ scales, zeroPoints }: ChannelFigures, channel: number): Affine {
  return { scale: scales[channel] ?? Number.NaN, zeroPoint: zeroPoints[channel] ?? Number.NaN };
}

/** A numpy array's elements, which stand in the pickle itself; undefined for object arrays and texts. */
export function planArray(
  array: NdarrayValue,
): { readonly reader: ElementReader; readonly data: Uint8Array } | undefined {
  if (array.data === undefined) return undefined;
  const reader = findElementReader({ dtype: array.dtype, swapped: array.byteOrder === 'big' });
  return reader && { reader, data: array.data };
}

function readNumbers(
  shape: readonly (number | bigint)[],
  stride: readonly (number | bigint)[],
  offset: number | bigint = 0,
): View | undefined {
  if (!areNumbers(shape) || !areNumbers(stride) || typeof offset !== 'number' || offset < 0) return undefined;
  return { shape, stride, offset };
}

function areNumbers(values: readonly (number | bigint)[]): values is readonly number[] {
  return values.every((value) => typeof value === 'number' && value >= 0);
}

/** One past the last element that the view touches; 0 for a view without elements. */
function reachOf({ shape, stride, offset }: View): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((reach, size, axis) => reach + (size - 1) * (stride[axis] ?? 0), offset + 1);
}

function none(why: string): TensorPlan {
  return { kind: 'none', why };
}
