import type { Attributes, PyValue } from '../values/pyValue.ts';
import type { StorageValue, TensorValue } from '../values/tensorValue.ts';
import { findDtype } from './dtypes.ts';
import type { Extent } from './elementMath.ts';

/**
 * Readers for the arguments of rebuild calls. Each returns undefined for a value of another kind, so that a call that is
 * not what torch writes stays visible as the call that it is.
 */
export function asTensor(value: PyValue | undefined): TensorValue | undefined {
  return typeof value === 'object' && value !== null && value.kind === 'tensor' ? value : undefined;
}

export function asStorage(value: PyValue | undefined): StorageValue | undefined {
  return typeof value === 'object' && value !== null && value.kind === 'storage' ? value : undefined;
}

export function asExtent(value: PyValue | undefined): Extent | undefined {
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}

/** An int or float argument as a number; scales are floats, zero points ints. */
export function asNumber(value: PyValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'object' && value !== null && value.kind === 'float' ? value.value : undefined;
}

/** Items of a list, tuple or torch.Size. */
export function asSequence(value: PyValue | undefined): readonly PyValue[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value.kind === 'tuple' || value.kind === 'list') return value.items;
  return value.kind === 'torch' && value.what === 'Size' ? value.items : undefined;
}

/** A size or stride tuple: integers only. */
export function asExtents(value: PyValue | undefined): Extent[] | undefined {
  const items = asSequence(value);
  if (items === undefined) return undefined;
  const extents: Extent[] = [];
  for (const item of items) {
    const extent = asExtent(item);
    if (extent === undefined) return undefined;
    extents.push(extent);
  }
  return extents;
}

/** The name of a dtype that is given as `torch.float32`. */
export function asDtypeName(value: PyValue | undefined): string | undefined {
  const name = asTorchText(value, 'dtype');
  return name === undefined ? undefined : (findDtype(name)?.name ?? name);
}

/** Text of a torch constant: `strided`, `per_channel_affine`, `cuda:0`. */
export function asTorchText(value: PyValue | undefined, what: 'dtype' | 'layout' | 'qscheme'): string | undefined {
  return typeof value === 'object' && value !== null && value.kind === 'torch' && value.what === what
    ? value.text
    : undefined;
}

/** A device argument: a string, an index, or `torch.device(…)`. */
export function asDevice(value: PyValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && value.kind === 'torch' && value.what === 'device'
    ? value.text
    : undefined;
}

/** The full name of a class argument: `torch.Tensor`, `my.module.Class`. */
export function asClassName(value: PyValue | undefined): string | undefined {
  return typeof value === 'object' && value !== null && value.kind === 'global'
    ? `${value.module}.${value.name}`
    : undefined;
}

/**
 * The state that `torch._utils._set_obj_state` would set as attributes: a dict, or a pair of a dict and the slots.
 * Keys that are no strings cannot be attributes and are left out.
 */
export function asAttributes(state: PyValue | undefined): Attributes | undefined {
  const parts = typeof state === 'object' && state?.kind === 'tuple' ? state.items : [state];
  const names: string[] = [];
  const values: PyValue[] = [];
  for (const part of parts) {
    if (typeof part !== 'object' || part === null || part.kind !== 'dict') continue;
    for (const [position, key] of part.keys.entries()) {
      const value = part.values[position];
      if (typeof key !== 'string' || value === undefined) continue;
      names.push(key);
      values.push(value);
    }
  }
  return names.length === 0 ? undefined : { names, values };
}
