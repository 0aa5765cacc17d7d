import type { PyValue } from '../values/pyValue.ts';
import type { StorageValue, TensorValue } from '../values/tensorValue.ts';
import { asClassName, asDevice, asDtypeName, asExtent, asExtents, asStorage, asTorchText } from './callArguments.ts';
import type { Extent } from './elementMath.ts';
import { tensorTypeName } from './typeNames.ts';

/** A tensor that looks into a storage, as the arguments of a rebuild call describe it. */
interface View {
  readonly storage: StorageValue;
  readonly storageOffset: Extent;
  readonly shape: Extent[];
  readonly stride: Extent[];
}

/** `_rebuild_tensor(storage, offset, size, stride)` and v2 (`+ requires_grad, hooks[, metadata]`). */
export function rebuildTensor(args: readonly PyValue[]): TensorValue | undefined {
  const view = readView(args);
  if (view === undefined) return undefined;
  return describe(view, view.storage.dtype ?? 'unknown', args[4], args[6]);
}

/** `_rebuild_tensor_v3(storage, offset, size, stride, requires_grad, hooks, dtype[, metadata])`: an untyped storage. */
export function rebuildTypedView(args: readonly PyValue[]): TensorValue | undefined {
  const view = readView(args);
  const dtype = asDtypeName(args[6]);
  if (view === undefined || dtype === undefined) return undefined;
  return describe(view, dtype, args[4], args[7]);
}

/** `_rebuild_meta_tensor_no_storage(dtype, size, stride, requires_grad)`. */
export function rebuildMeta(args: readonly PyValue[]): TensorValue | undefined {
  const [dtype, shape, stride] = [asDtypeName(args[0]), asExtents(args[1]), asExtents(args[2])];
  if (dtype === undefined || shape === undefined || stride === undefined) return undefined;
  return {
    kind: 'tensor',
    type: 'torch.Tensor',
    layout: 'strided',
    dtype,
    shape,
    stride,
    storageOffset: 0,
    device: 'meta',
    requiresGrad: args[3] === true,
  };
}

/** `_rebuild_wrapper_subclass(cls, dtype, size, stride, offset, layout, device, requires_grad)`: its data is in its state. */
export function rebuildWrapper(args: readonly PyValue[]): TensorValue | undefined {
  const [type, dtype] = [asClassName(args[0]), asDtypeName(args[1])];
  const [shape, stride, storageOffset] = [asExtents(args[2]), asExtents(args[3]), asExtent(args[4])];
  const [layout, device] = [asTorchText(args[5], 'layout'), asDevice(args[6])];
  if (type === undefined || dtype === undefined || shape === undefined || device === undefined) return undefined;
  return {
    kind: 'tensor',
    type: tensorTypeName(type),
    layout: layout ?? 'strided',
    dtype,
    shape,
    ...(stride && { stride }),
    ...(storageOffset !== undefined && { storageOffset }),
    device,
    requiresGrad: args[7] === true,
  };
}

/** The four fields that every strided rebuild call begins with. */
export function readView(args: readonly PyValue[]): View | undefined {
  const [storage, storageOffset] = [asStorage(args[0]), asExtent(args[1])];
  const [shape, stride] = [asExtents(args[2]), asExtents(args[3])];
  if (storage === undefined || storageOffset === undefined || shape === undefined || stride === undefined) {
    return undefined;
  }
  return { storage, storageOffset, shape, stride };
}

function describe(
  view: View,
  dtype: string,
  requiresGrad: PyValue | undefined,
  metadata: PyValue | undefined,
): TensorValue {
  return {
    kind: 'tensor',
    type: 'torch.Tensor',
    layout: 'strided',
    dtype,
    shape: view.shape,
    stride: view.stride,
    storageOffset: view.storageOffset,
    storage: view.storage,
    device: view.storage.device,
    requiresGrad: requiresGrad === true,
    ...(hasFlag(metadata, 'conj') && { conj: true }),
    ...(hasFlag(metadata, 'neg') && { neg: true }),
  };
}

/** Flags of `torch._utils.set_tensor_metadata`: a dict with `conj` or `neg`. */
function hasFlag(metadata: PyValue | undefined, flag: string): boolean {
  if (typeof metadata !== 'object' || metadata === null || metadata.kind !== 'dict') return false;
  const position = metadata.keys.indexOf(flag);
  return position >= 0 && metadata.values[position] === true;
}
