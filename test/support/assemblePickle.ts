import { type ArgumentKind, type OpcodeName, OPCODES } from '../../engine/pickle/opcodes.ts';

/** An opcode with what its argument is: a number, text, bytes as numbers, or two lines. Bytes alone stand for themselves. */
export type Instruction = OpcodeName | readonly [OpcodeName, Argument] | Uint8Array;
type Argument = number | bigint | string | Uint8Array | readonly [string, string];

const ENCODER = new TextEncoder();

/** Writes a pickle opcode by opcode, for tests. Text arguments are written as UTF-8 as they are, escapes included. */
export function assemblePickle(...instructions: readonly Instruction[]): Uint8Array {
  const bytes: number[] = [];
  for (const instruction of instructions) {
    if (instruction instanceof Uint8Array) {
      bytes.push(...instruction);
      continue;
    }
    const [name, argument] = typeof instruction === 'string' ? [instruction, undefined] : instruction;
    const [code, kind] = OPCODES[name];
    bytes.push(code, ...encodeArgument(kind, argument));
  }
  return Uint8Array.from(bytes);
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
