import { LIMITS } from '../limits.ts';
import type { Attributes, PyObject, PyValue } from '../values/pyValue.ts';
import { type Cursor, pickleError } from './cursor.ts';
import { findMemoReads } from './findMemoReads.ts';
import { KeySpace } from './keySpace.ts';
import { Memo } from './memo.ts';
import type { OPCODES, OpcodeName } from './opcodes.ts';
import type { PickleCall, PickleHooks } from './pickleHooks.ts';
import type { ArgumentTypes } from './readArgument.ts';

/** The state of a running pickle: Python's, without any Python object in it. */
export interface Machine {
  readonly cursor: Cursor;
  readonly hooks: PickleHooks;
  readonly keys: KeySpace;
  readonly memo: Memo;
  /** Globals by module and name, so that one name is one value. */
  readonly globals: Map<string, PyValue>;
  readonly stack: PyValue[];
  /** Heights of the stack at each open MARK. */
  readonly marks: number[];
  /** Height of the stack at the last MARK: what lies below is out of reach until it is popped. */
  fence: number;
  protocol: number;
  /** Items that known calls and BUILD may still copy. */
  copiesLeft: number;
}

export function createMachine(cursor: Cursor, hooks: PickleHooks): Machine {
  return {
    cursor,
    hooks,
    keys: new KeySpace(),
    memo: new Memo(findMemoReads(cursor.bytes, cursor.position)),
    globals: new Map(),
    stack: [],
    marks: [],
    fence: 0,
    protocol: 0,
    copiesLeft: LIMITS.pickleCopiedItems + 4 * cursor.bytes.length,
  };
}

/** Carries out one opcode whose argument has been read. */
export type Handler<Name extends OpcodeName> = (
  machine: Machine,
  argument: ArgumentTypes[(typeof OPCODES)[Name][1]],
) => void;

/** Handlers of some opcodes. Together the tables cover all of them, which the compiler checks in runPickle. */
export type Handlers<Names extends OpcodeName> = { readonly [Name in Names]: Handler<Name> };

export function push(machine: Machine, value: PyValue): void {
  if (machine.stack.push(value) > LIMITS.pickleStack) throw tooDeep(machine);
}

/** Takes the top of the stack. Errors: `pickle/stack`. */
export function pop(machine: Machine): PyValue {
  if (machine.stack.length <= machine.fence) throw underflow(machine);
  return machine.stack.pop() ?? null;
}

/** The top of the stack, which stays there. Errors: `pickle/stack`. */
export function peek(machine: Machine): PyValue {
  if (machine.stack.length <= machine.fence) throw underflow(machine);
  return machine.stack.at(-1) ?? null;
}

export function pushMark(machine: Machine): void {
  if (machine.marks.length >= LIMITS.pickleStack) throw tooDeep(machine);
  machine.fence = machine.stack.length;
  machine.marks.push(machine.fence);
}

/** Takes everything above the last MARK, and the MARK. Errors: `pickle/stack`. */
export function popToMark(machine: Machine): PyValue[] {
  const height = machine.marks.pop();
  if (height === undefined) {
    throw pickleError(machine.cursor, {
      code: 'pickle/stack',
      says: 'needs a MARK, but none is open',
      expected: 'an open MARK',
      found: 'none',
    });
  }
  machine.fence = machine.marks.at(-1) ?? 0;
  return machine.stack.splice(height);
}

/** Charges items that are about to be copied. Errors: `pickle/limit`. */
export function spendCopies(machine: Machine, items: number): void {
  machine.copiesLeft -= items;
  if (machine.copiesLeft >= 0) return;
  throw pickleError(machine.cursor, {
    code: 'pickle/limit',
    says: 'copies more items than a pickle of this size can honestly hold',
    expected: `at most ${LIMITS.pickleCopiedItems + 4 * machine.cursor.bytes.length} copied items`,
    found: 'more',
    advice: 'The file names the same items over and over; do not trust it.',
  });
}

/** Describes a call for the hooks. */
export function describeCall(
  machine: Machine,
  opcode: PyObject['opcode'],
  callable: PyValue,
  args: readonly PyValue[],
  kwargs?: Attributes,
): PickleCall {
  const offset = machine.cursor.opcodeOffset;
  return { callable, args, kwargs, opcode, offset, spend: (items) => spendCopies(machine, items) };
}

function underflow(machine: Machine): Error {
  return pickleError(machine.cursor, {
    code: 'pickle/stack',
    says: machine.marks.length > 0 ? 'needs a value, but the last MARK is on top' : 'needs a value on an empty stack',
    expected: 'a value on the stack',
    found: 'none',
  });
}

function tooDeep(machine: Machine): Error {
  return pickleError(machine.cursor, {
    code: 'pickle/limit',
    says: `pushes more than ${LIMITS.pickleStack} values`,
    expected: `at most ${LIMITS.pickleStack} values on the stack`,
    found: 'more',
    advice: 'No checkpoint needs this; do not trust the file.',
  });
}
