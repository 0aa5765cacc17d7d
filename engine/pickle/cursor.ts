import type { Code } from '../../shared/codes.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { FindingList } from '../findingList.ts';
import { OPCODE_BY_CODE } from './opcodes.ts';

/** A reading position in a pickle. */
export interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Zip entry that the pickle stands in, for messages. */
  readonly entry: string | undefined;
  readonly findings: FindingList;
  /** Offset of the next byte to read. */
  position: number;
  /** Offset of the opcode that is being read or carried out. */
  opcodeOffset: number;
}

export function createCursor(bytes: Uint8Array, start: number, entry: string | undefined): Cursor {
  return {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    entry,
    findings: new FindingList(),
    position: start,
    opcodeOffset: start,
  };
}

/** What is wrong with an opcode, to be placed and worded by {@link pickleError}. */
export interface PickleProblem {
  readonly code: Code;
  /** Continues a sentence that begins with the opcode and its offset: `needs a dict, but the stack holds an int`. */
  readonly says: string;
  readonly expected?: string;
  readonly found?: string;
  readonly advice?: string;
}

/** The error for the opcode that is being read: it names the opcode and where it stands. */
export function pickleError(cursor: Cursor, problem: PickleProblem): InspectError {
  const offset = cursor.opcodeOffset;
  return new InspectError({
    code: problem.code,
    message: `The pickle cannot be read: ${nameOpcodeAt(cursor)} at offset ${offset} ${problem.says}.`,
    at: { ...(cursor.entry !== undefined && { entry: cursor.entry }), offset },
    ...(problem.expected !== undefined && { expected: problem.expected }),
    ...(problem.found !== undefined && { found: problem.found }),
    advice: problem.advice ?? 'Check that the file was copied completely, or save the checkpoint again.',
  });
}

function nameOpcodeAt(cursor: Cursor): string {
  const code = cursor.bytes[cursor.opcodeOffset];
  if (code === undefined) return 'the end';
  return OPCODE_BY_CODE[code]?.name ?? `byte 0x${code.toString(16).padStart(2, '0')}`;
}

/** Checks that `length` bytes follow, and moves behind them. Answers where they start. */
export function advance(cursor: Cursor, length: number | bigint): number {
  const start = cursor.position;
  const left = cursor.bytes.length - start;
  if (length > left) {
    throw pickleError(cursor, {
      code: 'pickle/truncated',
      says: `asks for ${length} bytes where only ${left} follow`,
      expected: `${length} bytes`,
      found: `${left} bytes`,
    });
  }
  cursor.position = start + Number(length);
  return start;
}
