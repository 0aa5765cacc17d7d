import type { InspectError } from '../../shared/inspectError.ts';
import { createCursor, type Cursor, pickleError } from './cursor.ts';
import { OPCODE_BY_CODE, type Opcode } from './opcodes.ts';
import { ARGUMENT_READERS, type ArgumentTypes } from './readArgument.ts';

/** One opcode of a pickle as a disassembler shows it. */
export interface DecodedOpcode {
  readonly opcode: Opcode;
  readonly argument: ArgumentTypes[keyof ArgumentTypes];
  /** Offset of the opcode's byte. */
  readonly offset: number;
  /** Offset behind its argument. */
  readonly end: number;
}

/**
 * The opcodes of one pickle, through its STOP, in the order of the bytes; nothing is carried out. Errors as the VM's:
 * `pickle/opcode`, `pickle/truncated`, `pickle/limit`.
 */
export function* decodeOpcodes(bytes: Uint8Array, start = 0): Generator<DecodedOpcode, void> {
  const cursor = createCursor(bytes, start, undefined);
  for (;;) {
    cursor.opcodeOffset = cursor.position;
    const opcode = OPCODE_BY_CODE[bytes[cursor.position++] ?? -1];
    if (opcode === undefined) throw noOpcode(cursor);
    const argument = ARGUMENT_READERS[opcode.argument](cursor);
    yield { opcode, argument, offset: cursor.opcodeOffset, end: cursor.position };
    if (opcode.name === 'STOP') return;
  }
}

/** The error for a place where an opcode should stand: the end of the bytes, or a byte that is none. */
export function noOpcode(cursor: Cursor): InspectError {
  const code = cursor.bytes[cursor.opcodeOffset];
  if (code === undefined) {
    return pickleError(cursor, {
      code: 'pickle/truncated',
      says: 'was reached without a STOP opcode',
      expected: 'a STOP opcode',
      found: `the end after ${cursor.bytes.length} bytes`,
    });
  }
  return pickleError(cursor, {
    code: 'pickle/opcode',
    says: 'is no opcode of protocols 0 to 5',
    expected: 'an opcode',
    found: `0x${code.toString(16).padStart(2, '0')}`,
  });
}
