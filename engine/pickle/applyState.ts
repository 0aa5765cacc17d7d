import { isKind } from '../values/isKind.ts';
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
  if (!isKind(target, 'object') && !isKind(target, 'dict')) {
    throw cannotHold(machine, 'an object', typeName(target));
  }
  spendCopies(machine, countEntries(state) + (target.attrs?.names.length ?? 0));
  const parts = splitState(state);
  if (parts !== undefined) {
    for (const part of parts) mergeAttributes(target, part);
  } else if (target.kind === 'object') {
    setField(target, 'state', state);
  } else {
    throw cannotHold(machine, 'a dict of attributes', typeName(state));
  }
}

/** The dicts whose entries are attributes; undefined for a state that is something else. */
function splitState(state: PyValue): AttributeDict[] | undefined {
  if (isAttributeDict(state)) return [state];
  if (!isKind(state, 'tuple') || state.items.length !== 2) return undefined;
  const parts: AttributeDict[] = [];
  for (const item of state.items) {
    if (isAttributeDict(item)) parts.push(item);
    else if (item !== null) return undefined;
  }
  return parts.length === 0 ? undefined : parts;
}

type AttributeDict = PyDict & { readonly keys: readonly string[] };

function isAttributeDict(value: PyValue): value is AttributeDict {
  return isKind(value, 'dict') && value.keys.every((key) => typeof key === 'string');
}

/** Entries of a dict or of the dicts in a tuple: the work that a state can make. */
function countEntries(state: PyValue): number {
  if (isKind(state, 'dict')) return state.keys.length;
  if (!isKind(state, 'tuple') || state.items.length !== 2) return 0;
  return state.items.reduce<number>((count, item) => count + (isKind(item, 'dict') ? item.keys.length : 0), 0);
}

function mergeAttributes(target: PyObject | PyDict, state: AttributeDict): void {
  const before = target.attrs;
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
