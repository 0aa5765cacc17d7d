import type { PyBytes, PyDict, PyList, PyObject, PySet, PyValue } from '../values/pyValue.ts';

/**
 * Values while they are built: the VM fills what it has already put on the stack and into the memo. Outside engine/pickle
 * (and the hooks that it calls) every value is readonly.
 */
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function createDict(type: string): PyDict {
  return { kind: 'dict', type, keys: [], values: [] };
}

export function createList(items: readonly PyValue[]): PyList {
  return { kind: 'list', type: 'builtins.list', items };
}

export function createSet(type: PySet['type']): PySet {
  return { kind: 'set', type, items: [] };
}

export function createBytes(bytes: Uint8Array, mutable: boolean): PyBytes {
  return { kind: 'bytes', bytes, mutable };
}

/** The list that appended items go to; made where an object has none yet. */
export function mutableItems(target: PyList | PySet | PyObject): PyValue[] {
  if (target.items !== undefined) return thaw(target.items);
  const items: PyValue[] = [];
  if (target.kind === 'object') setField(target, 'items', items);
  return items;
}

/** A mapping under construction. */
export interface MutableEntries {
  readonly keys: PyValue[];
  readonly values: PyValue[];
}

/** Keys and values of a dict, or those set on an object; made where an object has none yet. */
export function mutableEntries(target: PyDict | PyObject): MutableEntries {
  if (target.keys !== undefined && target.values !== undefined) {
    return { keys: thaw(target.keys), values: thaw(target.values) };
  }
  const entries: MutableEntries = { keys: [], values: [] };
  if (target.kind === 'object') {
    setField(target, 'keys', entries.keys);
    setField(target, 'values', entries.values);
  }
  return entries;
}

/** Sets one field of a value under construction. */
export function setField<T extends object, Field extends keyof T>(target: T, field: Field, value: T[Field]): void {
  const mutable: Mutable<T> = target;
  mutable[field] = value;
}

function thaw(items: readonly PyValue[]): PyValue[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the arrays of containers are made in this folder, as arrays
  return items as PyValue[];
}
