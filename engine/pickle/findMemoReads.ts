import { type ArgumentKind, OPCODE_BY_CODE, OPCODES } from './opcodes.ts';

/** How many bytes an argument takes: so many, or so many with the length of more, or so many lines. */
interface Extent {
  readonly fixed: number;
  readonly counted: boolean;
  readonly lines: number;
}

/**
 * The memo entries that a pickle reads again. Picklers write nearly everything into the memo and read little of it; keeping
 * only what is read lets the rest be collected while the pickle runs, which halves time and memory for large ones.
 *
 * This looks at opcode boundaries only. Undefined where they cannot be followed to STOP: the VM then meets the same
 * place, and says what is wrong with it.
 */
export function findMemoReads(bytes: Uint8Array, start: number): ReadonlySet<number> | undefined {
  const reads = new Set<number>();
  const [stop] = OPCODES.STOP;
  for (let at = start; at < bytes.length;) {
    const code = bytes[at] ?? stop;
    if (code === stop) return reads;
    const extent = EXTENTS[code];
    if (extent === undefined) return undefined;
    const end = findEnd(bytes, at + 1, extent);
    if (READS[code] === true) reads.add(readIndex(bytes, at + 1, end));
    at = end;
  }
  return undefined;
}

function findEnd(bytes: Uint8Array, start: number, { fixed, counted, lines }: Extent): number {
  if (lines === 0) return start + fixed + (counted ? readCount(bytes, start, fixed) : 0);
  let end = start;
  for (let line = 0; line < lines; line++) {
    const newline = bytes.indexOf(0x0a, end);
    if (newline < 0) return bytes.length;
    end = newline + 1;
  }
  return end;
}

/** An unsigned little-endian integer; beyond 2^53 only its being huge matters. */
function readCount(bytes: Uint8Array, start: number, width: number): number {
  let count = 0;
  for (let i = start + width - 1; i >= start; i--) count = count * 256 + (bytes[i] ?? 0);
  return count;
}

function readIndex(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start - 1] !== OPCODES.GET[0]) return readCount(bytes, start, end - start);
  return Number(String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 16))));
}

const READS: readonly boolean[] = OPCODE_BY_CODE.map((opcode) => opcode !== undefined && opcode.name.endsWith('GET'));

const EXTENTS: readonly (Extent | undefined)[] = OPCODE_BY_CODE.map((opcode) => opcode && measure(opcode.argument));

function measure(argument: ArgumentKind): Extent {
  if (argument === 'none') return { fixed: 0, counted: false, lines: 0 };
  if (argument === 'globalLines') return { fixed: 0, counted: false, lines: 2 };
  if (argument.endsWith('Line')) return { fixed: 0, counted: false, lines: 1 };
  return { fixed: Number(argument.slice(-1)), counted: /^(?:long|string|text|bytes)/.test(argument), lines: 0 };
}
