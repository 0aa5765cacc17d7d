import type { PyValue } from '../values/pyValue.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { asAttributes, asClassName, asDevice, asDtypeName, asSequence, asTensor } from './callArguments.ts';
import { contiguousStride } from './elementMath.ts';
import { tensorTypeName } from './typeNames.ts';

/** `_rebuild_parameter(data, requires_grad, hooks)`, and `_with_state(…, state)` whose state becomes attributes. */
export function rebuildParameter(args: readonly PyValue[]): TensorValue | undefined {
  const data = asTensor(args[0]);
  if (data === undefined) return undefined;
  const attrs = asAttributes(args[3]);
  return {
    ...data,
    type: isPlain(data) ? 'torch.nn.parameter.Parameter' : data.type,
    requiresGrad: args[1] === true,
    ...(attrs && { attrs }),
  };
}

/** `torch.nn.parameter.Parameter(data, requires_grad)` and `Buffer(data)`, as pickles before torch 0.4 call them. */
export function constructParameter(args: readonly PyValue[]): TensorValue | undefined {
  const data = asTensor(args[0]);
  return data && { ...data, type: 'torch.nn.parameter.Parameter', requiresGrad: args[1] !== false };
}

/** `UninitializedParameter(requires_grad)`: what a lazy module saves before its first batch. It has no shape yet. */
export function describeUninitialized(type: string, args: readonly PyValue[]): TensorValue {
  return {
    kind: 'tensor',
    type,
    layout: 'strided',
    dtype: asDtypeName(args[2]) ?? 'float32',
    shape: [0],
    stride: [1],
    device: asDevice(args[1]) ?? 'cpu',
    requiresGrad: args[0] === true,
  };
}

/**
 * `_rebuild_device_tensor_from_numpy(array, dtype, device, requires_grad)` (XLA and others): the values stand in the
 * array, so it stays reachable as the attribute `data`.
 */
export function rebuildFromNumpy(args: readonly PyValue[]): TensorValue | undefined {
  const array = asArray(args[0]);
  const [dtype, device] = [asDtypeName(args[1]), asDevice(args[2])];
  if (array === undefined || dtype === undefined || device === undefined) return undefined;
  return {
    kind: 'tensor',
    type: 'torch.Tensor',
    layout: 'strided',
    dtype,
    shape: array.shape,
    stride: contiguousStride(array.shape),
    device,
    requiresGrad: args[3] === true,
    attrs: { names: ['data'], values: [array] },
  };
}

/** `_rebuild_device_tensor_from_cpu_tensor(data, dtype, device, requires_grad)`: stored as the CPU tensor it was copied to. */
export function rebuildFromCpu(args: readonly PyValue[]): TensorValue | undefined {
  const [data, dtype, device] = [asTensor(args[0]), asDtypeName(args[1]), asDevice(args[2])];
  if (data === undefined || dtype === undefined || device === undefined) return undefined;
  const requiresGrad = args[3] === true;
  if (data.dtype === dtype) return { ...data, device, requiresGrad };
  return {
    kind: 'tensor',
    type: data.type,
    layout: data.layout,
    dtype,
    shape: data.shape,
    device,
    requiresGrad,
    parts: [{ name: 'data', tensor: data }],
  };
}

/**
 * `torch._tensor._rebuild_from_type_v2(func, type, args, state)`: what `func(*args)` gives, as a subclass, with attributes.
 * `rebuild` answers for `func`. Attributes that repeat a part of the tensor are left out.
 */
export function rebuildFromType(
  args: readonly PyValue[],
  rebuild: (callable: PyValue, args: readonly PyValue[]) => PyValue | undefined,
): TensorValue | undefined {
  const [callable, type, callArguments] = [args[0], asClassName(args[1]), asSequence(args[2])];
  if (callable === undefined || type === undefined || callArguments === undefined) return undefined;
  const data = asTensor(rebuild(callable, callArguments));
  if (data === undefined) return undefined;
  const attrs = withoutParts(asAttributes(args[3]), data);
  return { ...data, type: tensorTypeName(type), ...(attrs && { attrs }) };
}

function withoutParts(attrs: TensorValue['attrs'], tensor: TensorValue): TensorValue['attrs'] {
  if (attrs === undefined || tensor.parts === undefined) return attrs;
  const parts = new Set<PyValue>(tensor.parts.map((part) => part.tensor));
  const kept = attrs.names
    .map((_, position) => position)
    .filter((position) => !parts.has(attrs.values[position] ?? null));
  return {
    names: kept.map((position) => attrs.names[position] ?? ''),
    values: kept.map((position) => attrs.values[position] ?? null),
  };
}

function isPlain(tensor: TensorValue): boolean {
  return tensor.type === 'torch.Tensor';
}

function asArray(value: PyValue | undefined): NdarrayValue | undefined {
  return typeof value === 'object' && value !== null && value.kind === 'ndarray' ? value : undefined;
}
