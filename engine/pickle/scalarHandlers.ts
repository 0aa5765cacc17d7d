import { isKind } from '../values/isKind.ts';
import { type Handlers, type Machine, peek, push } from './machine.ts';
import { createBytes, setField } from './mutableValues.ts';

type ScalarOpcode =
  | 'NONE'
  | 'NEWTRUE'
  | 'NEWFALSE'
  | 'INT'
  | 'BININT'
  | 'BININT1'
  | 'BININT2'
  | 'LONG'
  | 'LONG1'
  | 'LONG4'
  | 'FLOAT'
  | 'BINFLOAT'
  | 'STRING'
  | 'BINSTRING'
  | 'SHORT_BINSTRING'
  | 'UNICODE'
  | 'SHORT_BINUNICODE'
  | 'BINUNICODE'
  | 'BINUNICODE8'
  | 'BINBYTES'
  | 'SHORT_BINBYTES'
  | 'BINBYTES8'
  | 'BYTEARRAY8'
  | 'NEXT_BUFFER'
  | 'READONLY_BUFFER';

/** Opcodes that push a value which stands in the pickle. */
export const scalarHandlers: Handlers<ScalarOpcode> = {
  NONE: (machine) => push(machine, null),
  NEWTRUE: (machine) => push(machine, true),
  NEWFALSE: (machine) => push(machine, false),
  INT: push,
  BININT: push,
  BININT1: push,
  BININT2: push,
  LONG: push,
  LONG1: push,
  LONG4: push,
  FLOAT: pushFloat,
  BINFLOAT: pushFloat,
  STRING: push,
  BINSTRING: push,
  SHORT_BINSTRING: push,
  UNICODE: push,
  SHORT_BINUNICODE: push,
  BINUNICODE: push,
  BINUNICODE8: push,
  BINBYTES: pushBytes,
  SHORT_BINBYTES: pushBytes,
  BINBYTES8: pushBytes,
  BYTEARRAY8: (machine, bytes) => push(machine, createBytes(bytes, true)),
  NEXT_BUFFER: pushOutOfBandBuffer,
  READONLY_BUFFER: makeReadonly,
};

function pushFloat(machine: Machine, value: number): void {
  push(machine, { kind: 'float', value });
}

function pushBytes(machine: Machine, bytes: Uint8Array): void {
  push(machine, createBytes(bytes, false));
}

/** Protocol 5 can keep buffers outside the pickle. A checkpoint has no place for them, so only the reference is shown. */
function pushOutOfBandBuffer(machine: Machine): void {
  push(machine, { kind: 'persistent', id: 'out-of-band buffer' });
}

function makeReadonly(machine: Machine): void {
  const value = peek(machine);
  if (isKind(value, 'bytes')) setField(value, 'mutable', false);
}
