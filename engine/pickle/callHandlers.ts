import { LIMITS } from '../limits.ts';
import { isKind } from '../values/isKind.ts';
import type { Attributes, PyDict, PyObject, PyTuple, PyValue } from '../values/pyValue.ts';
import { typeName } from '../values/typeName.ts';
import { applyState } from './applyState.ts';
import { pickleError } from './cursor.ts';
import { resolveKnownCall } from './knownCalls.ts';
import { describeCall, type Handlers, type Machine, pop, popToMark, push, spendCopies } from './machine.ts';
import { translatePythonTwoName } from './pythonTwoNames.ts';

type CallOpcode =
  | 'GLOBAL'
  | 'STACK_GLOBAL'
  | 'EXT1'
  | 'EXT2'
  | 'EXT4'
  | 'REDUCE'
  | 'BUILD'
  | 'INST'
  | 'OBJ'
  | 'NEWOBJ'
  | 'NEWOBJ_EX'
  | 'PERSID'
  | 'BINPERSID';

/** Opcodes by which a plain load would import and call. Here they describe what would be called, and with what. */
export const callHandlers: Handlers<CallOpcode> = {
  GLOBAL: (machine, { module, name }) => push(machine, findGlobal(machine, module, name)),
  STACK_GLOBAL: (machine) => {
    const name = popName(machine);
    push(machine, findGlobal(machine, popName(machine), name));
  },
  EXT1: pushExtension,
  EXT2: pushExtension,
  EXT4: pushExtension,
  REDUCE: (machine) => {
    const args = popTuple(machine);
    pushCall(machine, 'REDUCE', pop(machine), args.items);
  },
  BUILD: (machine) => {
    const state = pop(machine);
    applyState(machine, state);
  },
  INST: (machine, { module, name }) => {
    const args = popToMark(machine);
    pushCall(machine, 'INST', findGlobal(machine, module, name), args);
  },
  OBJ: (machine) => {
    const [callable, ...args] = popToMark(machine);
    if (callable === undefined) throw wrongOperand(machine, 'a class above the MARK', 'nothing');
    pushCall(machine, 'OBJ', callable, args);
  },
  NEWOBJ: (machine) => {
    const args = popTuple(machine);
    pushCall(machine, 'NEWOBJ', pop(machine), args.items);
  },
  NEWOBJ_EX: (machine) => {
    const kwargs = popKeywords(machine);
    const args = popTuple(machine);
    pushCall(machine, 'NEWOBJ_EX', pop(machine), args.items, kwargs);
  },
  PERSID: pushPersistent,
  BINPERSID: (machine) => pushPersistent(machine, pop(machine)),
};

function findGlobal(machine: Machine, writtenModule: string, writtenName: string): PyValue {
  // Before protocol 3, Python translates the names that Python 2 used.
  const [module, name] =
    machine.protocol < 3 ? translatePythonTwoName(writtenModule, writtenName) : [writtenModule, writtenName];
  if (module.length + name.length > LIMITS.pickleNameLength) throw nameTooLong(machine, module.length + name.length);
  const key = `${module}\n${name}`;
  const known = machine.globals.get(key);
  if (known !== undefined) return known;
  const value = machine.hooks.resolveGlobal?.(module, name) ?? { kind: 'global' as const, module, name };
  machine.globals.set(key, value);
  return value;
}

/** A code of the extension registry, which only the writer's process knew. */
function pushExtension(machine: Machine, code: number): void {
  if (code <= 0) throw wrongOperand(machine, 'a code of 1 or more', String(code));
  push(machine, findGlobal(machine, 'copyreg._inverted_registry', String(code)));
}

function pushCall(
  machine: Machine,
  opcode: PyObject['opcode'],
  callable: PyValue,
  args: readonly PyValue[],
  kwargs?: Attributes,
): void {
  if (!isCallable(callable)) throw wrongOperand(machine, 'something to call', typeName(callable));
  const call = describeCall(machine, opcode, callable, args, kwargs);
  const known = machine.hooks.resolveCall?.(call) ?? resolveKnownCall(call, machine.keys);
  push(machine, known ?? { kind: 'object', callable, opcode, args, ...(kwargs && { kwargs }) });
}

/** Whether a value might be callable: data never is. */
function isCallable(value: PyValue): boolean {
  return isKind(value, 'global') || isKind(value, 'object') || isKind(value, 'persistent');
}

function pushPersistent(machine: Machine, id: PyValue): void {
  const value = machine.hooks.resolvePersistent?.(id, machine.cursor.opcodeOffset);
  push(machine, value ?? { kind: 'persistent', id });
}

function popName(machine: Machine): string {
  const name = pop(machine);
  if (typeof name === 'string') return name;
  throw wrongOperand(machine, 'module and name as str', typeName(name));
}

function popTuple(machine: Machine): PyTuple {
  const args = pop(machine);
  if (isKind(args, 'tuple')) return args;
  throw wrongOperand(machine, 'a tuple of arguments', typeName(args));
}

function popKeywords(machine: Machine): Attributes | undefined {
  const kwargs = pop(machine);
  if (!isKind(kwargs, 'dict')) throw wrongOperand(machine, 'a dict of keyword arguments', typeName(kwargs));
  spendCopies(machine, kwargs.keys.length);
  if (!hasStringKeys(kwargs)) throw wrongOperand(machine, 'keyword arguments by name', 'other keys');
  return kwargs.keys.length === 0 ? undefined : { names: kwargs.keys, values: kwargs.values };
}

function hasStringKeys(dict: PyDict): dict is PyDict & { readonly keys: readonly string[] } {
  return dict.keys.every((key) => typeof key === 'string');
}

function nameTooLong(machine: Machine, length: number): Error {
  return pickleError(machine.cursor, {
    code: 'pickle/limit',
    says: `names something to import in ${length} characters`,
    expected: `at most ${LIMITS.pickleNameLength} characters`,
    found: `${length} characters`,
    advice: 'No checkpoint needs this; do not trust the file.',
  });
}

function wrongOperand(machine: Machine, expected: string, found: string): Error {
  return pickleError(machine.cursor, {
    code: 'pickle/type',
    says: `needs ${expected}, but found ${found}`,
    expected,
    found,
  });
}
