import type { JsonValue, TensorEntry } from '../../shared/inspectDocument.ts';
import { formatPathName, type PathStep } from '../../shared/pathStep.ts';
import type { Extent } from '../torch/elementMath.ts';
import { tensorBytes } from '../torch/tensorSize.ts';
import type { NdarrayValue, Quantization, TensorValue } from '../values/tensorValue.ts';

/** A place of a tensor, as the document lists it. */
export interface EntryPlace {
  readonly path: readonly PathStep[];
  readonly sameAs?: number | undefined;
  /** The parameter that an optimizer moment belongs to, and whether that is certain. */
  readonly owner?: { readonly parameter: string; readonly certain: boolean } | undefined;
}

/** One record of the document's `tensors`. */
export function describeTensorEntry(value: TensorValue | NdarrayValue, place: EntryPlace): TensorEntry {
  const { path, sameAs, owner } = place;
  return {
    path,
    name: formatPathName(path),
    ...(value.kind === 'tensor' ? describeTensor(value) : describeArray(value)),
    ...(owner && { parameter: owner.parameter, certain: owner.certain }),
    ...(sameAs !== undefined && { sameAs }),
  };
}

type Facts = Omit<TensorEntry, 'path' | 'name' | 'parameter' | 'certain' | 'sameAs'>;

function describeTensor(tensor: TensorValue): Facts {
  const { storage, stride, storageOffset, nnz, parts } = tensor;
  return {
    type: tensor.type,
    layout: tensor.layout,
    dtype: tensor.dtype,
    shape: tensor.shape.map(exact),
    ...(stride && { stride: stride.map(exact) }),
    ...(storageOffset !== undefined && { storageOffset: exact(storageOffset) }),
    ...(storage && storage.keyless !== true && { storageKey: storage.key }),
    ...(storage && { storageBytes: exact(storage.bytes) }),
    bytes: exact(tensorBytes(tensor)),
    device: tensor.device,
    requiresGrad: tensor.requiresGrad,
    ...(tensor.conj === true && { conj: true }),
    ...(tensor.neg === true && { neg: true }),
    ...(tensor.quantization && describeQuantization(tensor.quantization)),
    ...(parts && { parts: Object.fromEntries(parts.map((part) => [part.name, describeComponent(part.tensor)])) }),
    ...(nnz !== undefined && { nnz }),
  };
}

function describeQuantization(quantization: Quantization): Partial<TensorEntry> {
  const qscheme = quantization.scheme;
  if (!('axis' in quantization)) {
    return { qscheme, scale: figure(quantization.scale), zeroPoint: figure(quantization.zeroPoint) };
  }
  const { scales, zeroPoints, axis } = quantization;
  return { qscheme, scales: describeFigures(scales), zeroPoints: describeFigures(zeroPoints), axis };
}

function describeFigures(figures: TensorValue | readonly number[]): JsonValue {
  return 'kind' in figures ? describeComponent(figures) : figures.map(figure);
}

/** A component has no path of its own: it is reached through its tensor. */
function describeComponent(tensor: TensorValue): JsonValue {
  return { ...describeTensor(tensor) };
}

function describeArray(array: NdarrayValue): Facts {
  return {
    type: array.type,
    layout: 'strided',
    dtype: array.dtype,
    shape: array.shape,
    bytes: array.data?.length ?? 0,
    device: 'cpu',
    requiresGrad: false,
  };
}

/** A number, or digits beyond 2^53. */
export function exact(value: Extent): number | string {
  return typeof value === 'number' ? value : String(value);
}

/** A float, or the name of one that JSON does not have. */
function figure(value: number): JsonValue {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : value;
}
