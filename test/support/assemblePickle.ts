import { type ArgumentKind, type OpcodeName, OPCODES } from '../../engine/pickle/opcodes.ts';

/** An opcode with what its argument is: a number, text, bytes as numbers, or two lines. Bytes alone stand for themselves. */
export type Instruction = OpcodeName | readonly [OpcodeName, Argument] | Uint8Array;
type Argument = number | bigint | string | Uint8Array | readonly [string, string];

const ENCODER = new TextEncoder();

/** Writes a pickle opcode by opcode, for tests. Text arguments are written as UTF-8 as they are, escapes included. */
export function assemblePickle(...instructions: readonly Instruction[]): Uint8Array {
  const pieces = instructions.map(encodeInstruction);
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function encodeInstruction(instruction: Instruction): Uint8Array {
  if (instruction instanceof Uint8Array) return instruction;
  const [name, argument] = typeof instruction === 'string' ? [instruction, undefined] : instruction;
  const [code, kind] = OPCODES[name];
  return Uint8Array.of(code, ...encodeArgument(kind, argument));
}

/** The same instructions many times over. */
export function repeatPickle(count: number, ...instructions: readonly Instruction[]): Uint8Array {
  const unit = assemblePickle(...instructions);
  const bytes = new Uint8Array(count * unit.length);
  for (let i = 0; i < count; i++) bytes.set(unit, i * unit.length);
  return bytes;
}

function encodeArgument(kind: ArgumentKind, argument: Argument | undefined): number[] {
  if (argument === undefined) return [];
  if (kind === 'globalLines' && Array.isArray(argument)) return argument.flatMap((line) => encodeLine(String(line)));
  if (kind.endsWith('Line')) return encodeLine(String(argument));
  const width = Number(kind.slice(-1));
  if (kind === 'float8') return encodeFloat(Number(argument));
  if (typeof argument === 'number' || typeof argument === 'bigint') return encodeInteger(BigInt(argument), width);
  const content = argument instanceof Uint8Array ? argument : ENCODER.encode(String(argument));
  return [...encodeInteger(BigInt(content.length), width), ...content];
}

function encodeLine(line: string): number[] {
  return [...ENCODER.encode(`${line}\n`)];
}

function encodeFloat(value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return [...new Uint8Array(view.buffer)];
}

/** Little-endian, two's complement. */
export function encodeInteger(value: bigint, width: number): number[] {
  return Array.from({ length: width }, (_, i) => Number(BigInt.asUintN(8, value >> BigInt(8 * i))));
}
