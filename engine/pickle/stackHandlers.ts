import type { PyValue } from '../values/pyValue.ts';
import { pickleError } from './cursor.ts';
import { type Handlers, type Machine, peek, pop, popToMark, push, pushMark } from './machine.ts';
import { HIGHEST_PROTOCOL } from './opcodes.ts';

type StackOpcode =
  | 'MARK'
  | 'POP'
  | 'POP_MARK'
  | 'DUP'
  | 'GET'
  | 'BINGET'
  | 'LONG_BINGET'
  | 'PUT'
  | 'BINPUT'
  | 'LONG_BINPUT'
  | 'MEMOIZE'
  | 'PROTO'
  | 'FRAME'
  | 'STOP';

/** Opcodes that move values between stack and memo, or frame the pickle. */
export const stackHandlers: Handlers<StackOpcode> = {
  MARK: pushMark,
  POP: popValueOrMark,
  POP_MARK: popToMark,
  DUP: (machine) => push(machine, peek(machine)),
  GET: getMemo,
  BINGET: getMemo,
  LONG_BINGET: getMemo,
  PUT: putMemo,
  BINPUT: putMemo,
  LONG_BINPUT: putMemo,
  MEMOIZE: (machine) => putMemo(machine, machine.memo.size),
  PROTO: setProtocol,
  FRAME: checkFrame,
  // The loop that runs the pickle ends it.
  STOP: () => {},
};

/** As Python: POP on an empty stack segment takes the MARK below it. */
function popValueOrMark(machine: Machine): void {
  if (machine.marks.length > 0 && machine.stack.length === machine.fence) popToMark(machine);
  else pop(machine);
}

function getMemo(machine: Machine, index: number): void {
  const value: PyValue | undefined = machine.memo.get(index);
  if (value === undefined) {
    throw pickleError(machine.cursor, {
      code: 'pickle/memo',
      says: `reads memo entry ${index}, which was never written`,
      expected: `memo entry ${index}`,
      found: `${machine.memo.size} other entries`,
    });
  }
  push(machine, value);
}

function putMemo(machine: Machine, index: number): void {
  machine.memo.put(index, peek(machine));
}

function setProtocol(machine: Machine, protocol: number): void {
  if (protocol > HIGHEST_PROTOCOL) {
    throw pickleError(machine.cursor, {
      code: 'pickle/opcode',
      says: `names protocol ${protocol}, which no known Python writes`,
      expected: `a protocol up to ${HIGHEST_PROTOCOL}`,
      found: `protocol ${protocol}`,
    });
  }
  machine.protocol = protocol;
}

/** A frame says how many bytes Python reads ahead. They must be there; opcodes need not end where it ends. */
function checkFrame(machine: Machine, length: number | bigint): void {
  const left = machine.cursor.bytes.length - machine.cursor.position;
  if (length <= left) return;
  throw pickleError(machine.cursor, {
    code: 'pickle/truncated',
    says: `announces ${length} bytes where only ${left} follow`,
    expected: `${length} bytes`,
    found: `${left} bytes`,
  });
}
