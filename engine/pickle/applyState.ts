import type { Attributes, PyDict, PyObject, PyValue } from '../values/pyValue.ts';
import { typeName } from '../values/typeName.ts';
import { pickleError } from './cursor.ts';
import { type Machine, peek, spendCopies } from './machine.ts';
import { setField } from './mutableValues.ts';

/**
 * Carries out BUILD: the state of the object on top of the stack. A dict with str keys, or a pair of such a dict and the
 * slots, becomes attributes, which is what Python does without a `__setstate__`; anything else is kept as the state.
 */
export function applyState(machine: Machine, state: PyValue): void {
  const target = peek(machine);
  if (machine.hooks.resolveBuild?.(target, state, machine.cursor.opcodeOffset) === true) return;
  if (typeof target !== 'object' || target === null || (target.kind !== 'object' && target.kind !== 'dict')) {
    throw cannotHold(machine, 'an object', typeName(target));
  }
  const parts = splitState(state);
  if (parts !== undefined) {
    for (const part of parts) mergeAttributes(machine, target, part);
  } else if (target.kind === 'object') {
    setField(target, 'state', state);
  } else {
    throw cannotHold(machine, 'a dict of attributes', typeName(state));
  }
}

/** The dicts whose entries are attributes; undefined for a state that is something else. */
function splitState(state: PyValue): AttributeDict[] | undefined {
  if (isAttributeDict(state)) return [state];
  if (typeof state !== 'object' || state?.kind !== 'tuple' || state.items.length !== 2) return undefined;
  const parts: AttributeDict[] = [];
  for (const item of state.items) {
    if (isAttributeDict(item)) parts.push(item);
    else if (item !== null) return undefined;
  }
  return parts.length === 0 ? undefined : parts;
}

type AttributeDict = PyDict & { readonly keys: readonly string[] };

function isAttributeDict(value: PyValue): value is AttributeDict {
  return typeof value === 'object' && value?.kind === 'dict' && value.keys.every((key) => typeof key === 'string');
}

function mergeAttributes(machine: Machine, target: PyObject | PyDict, state: AttributeDict): void {
  const before = target.attrs;
  spendCopies(machine, state.keys.length + (before?.names.length ?? 0));
  const attributes = new Map<string, PyValue>();
  for (const part of [before, { names: state.keys, values: state.values }]) {
    for (const [position, name] of part?.names.entries() ?? []) {
      attributes.set(name, part?.values[position] ?? null);
    }
  }
  if (attributes.size === 0) return;
  const merged: Attributes = { names: [...attributes.keys()], values: [...attributes.values()] };
  setField(target, 'attrs', merged);
}

function cannotHold(machine: Machine, expected: string, found: string): Error {
  return pickleError(machine.cursor, {
    code: 'pickle/type',
    says: `needs ${expected}, but found ${found}`,
    expected,
    found,
  });
}
