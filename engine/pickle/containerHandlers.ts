import { isKind } from '../values/isKind.ts';
import type { PyDict, PyObject, PyValue } from '../values/pyValue.ts';
import { typeName } from '../values/typeName.ts';
import { pickleError } from './cursor.ts';
import { type Handlers, type Machine, peek, pop, popToMark, push } from './machine.ts';
import { createDict, createList, createSet, mutableEntries, mutableItems } from './mutableValues.ts';

type ContainerOpcode =
  | 'EMPTY_LIST'
  | 'APPEND'
  | 'APPENDS'
  | 'LIST'
  | 'EMPTY_TUPLE'
  | 'TUPLE'
  | 'TUPLE1'
  | 'TUPLE2'
  | 'TUPLE3'
  | 'EMPTY_DICT'
  | 'DICT'
  | 'SETITEM'
  | 'SETITEMS'
  | 'EMPTY_SET'
  | 'ADDITEMS'
  | 'FROZENSET';

/** Opcodes that make and fill lists, tuples, dicts and sets. */
export const containerHandlers: Handlers<ContainerOpcode> = {
  EMPTY_LIST: (machine) => push(machine, createList([])),
  APPEND: (machine) => {
    const item = pop(machine);
    appendItems(machine, peek(machine), [item]);
  },
  APPENDS: (machine) => {
    const items = popToMark(machine);
    appendItems(machine, peek(machine), items);
  },
  LIST: (machine) => push(machine, createList(popToMark(machine))),
  EMPTY_TUPLE: (machine) => push(machine, { kind: 'tuple', items: [] }),
  TUPLE: (machine) => push(machine, { kind: 'tuple', items: popToMark(machine) }),
  TUPLE1: (machine) => push(machine, { kind: 'tuple', items: [pop(machine)] }),
  TUPLE2: (machine) => {
    const second = pop(machine);
    push(machine, { kind: 'tuple', items: [pop(machine), second] });
  },
  TUPLE3: (machine) => {
    const third = pop(machine);
    const second = pop(machine);
    push(machine, { kind: 'tuple', items: [pop(machine), second, third] });
  },
  EMPTY_DICT: (machine) => push(machine, createDict('builtins.dict')),
  DICT: (machine) => {
    const items = popToMark(machine);
    const dict = createDict('builtins.dict');
    setItems(machine, dict, items);
    push(machine, dict);
  },
  SETITEM: (machine) => {
    const value = pop(machine);
    const key = pop(machine);
    setItems(machine, peek(machine), [key, value]);
  },
  SETITEMS: (machine) => {
    const items = popToMark(machine);
    setItems(machine, peek(machine), items);
  },
  EMPTY_SET: (machine) => push(machine, createSet('builtins.set')),
  ADDITEMS: (machine) => {
    const items = popToMark(machine);
    addItems(machine, peek(machine), items);
  },
  FROZENSET: (machine) => {
    const set = createSet('builtins.frozenset');
    addUnique(machine, mutableItems(set), popToMark(machine));
    push(machine, set);
  },
};

function appendItems(machine: Machine, target: PyValue, items: readonly PyValue[]): void {
  if (!isKind(target, 'list') && !isKind(target, 'object')) throw wrongType(machine, 'a list', target);
  const list = mutableItems(target);
  for (const item of items) list.push(item);
}

/** Sets entries from keys and values that alternate. */
function setItems(machine: Machine, target: PyValue, items: readonly PyValue[]): void {
  if (!isKind(target, 'dict') && !isKind(target, 'object')) throw wrongType(machine, 'a dict', target);
  if (items.length % 2 === 1) {
    throw pickleError(machine.cursor, {
      code: 'pickle/stack',
      says: 'needs pairs of a key and a value, but their number is odd',
      expected: 'an even number of values above the MARK',
      found: String(items.length),
    });
  }
  const entries = mutableEntries(target);
  for (let i = 0; i < items.length; i += 2) {
    const key = items[i] ?? null;
    requireHashable(machine, target, key);
    machine.keys.set(target, entries, key, items[i + 1] ?? null);
  }
}

/** What an unknown class does with an unhashable key is its own business; a dict refuses it. */
function requireHashable(machine: Machine, target: PyDict | PyObject, key: PyValue): void {
  if (typeof key === 'string' || target.kind === 'object' || machine.keys.identify(key) !== undefined) return;
  throw unhashable(machine, key);
}

function addItems(machine: Machine, target: PyValue, items: readonly PyValue[]): void {
  if (isKind(target, 'object')) {
    appendItems(machine, target, items);
  } else if (isKind(target, 'set') && target.type === 'builtins.set') {
    addUnique(machine, mutableItems(target), items, target);
  } else {
    throw wrongType(machine, 'a set', target);
  }
}

/** Adds members that are not yet there, in order. */
function addUnique(machine: Machine, members: PyValue[], items: readonly PyValue[], owner: object = members): void {
  const entries = { keys: members, values: [] };
  for (const item of items) {
    if (machine.keys.identify(item) === undefined) throw unhashable(machine, item);
    machine.keys.set(owner, entries, item, null);
  }
}

function unhashable(machine: Machine, key: PyValue): Error {
  return pickleError(machine.cursor, {
    code: 'pickle/unhashable-key',
    says: `uses a ${typeName(key)} as a key, which Python cannot hash`,
    expected: 'a hashable key',
    found: `a ${typeName(key)}`,
  });
}

function wrongType(machine: Machine, expected: string, target: PyValue): Error {
  return pickleError(machine.cursor, {
    code: 'pickle/type',
    says: `needs ${expected}, but was applied to a value of type ${typeName(target)}`,
    expected,
    found: typeName(target),
  });
}
