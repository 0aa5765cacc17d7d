/** Numbers as pickles write them. Integers of any size stay exact; those within ±2^53 are numbers, the rest bigints. */

export function normalizeInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A signed little-endian integer of `end − start` bytes; no bytes mean 0 (pickletools: `decode_long`). */
export function decodeLong(bytes: Uint8Array, start: number, end: number): number | bigint {
  if (end === start) return 0;
  if (end - start <= 6) return decodeShortLong(bytes, start, end);
  const digits: string[] = ['0x'];
  for (let i = end - 1; i >= start; i--) digits.push((bytes[i] ?? 0).toString(16).padStart(2, '0'));
  const unsigned = BigInt(digits.join(''));
  const negative = (bytes[end - 1] ?? 0) >= 0x80;
  return normalizeInteger(negative ? unsigned - (1n << BigInt(8 * (end - start))) : unsigned);
}

function decodeShortLong(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = end - 1; i >= start; i--) value = value * 256 + (bytes[i] ?? 0);
  return (bytes[end - 1] ?? 0) >= 0x80 ? value - 256 ** (end - start) : value;
}

const INTEGER = /^([+-]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0+|[1-9][0-9]*)$/;

/** A decimal integer, or one with a prefix as Python's `int(text, 0)` reads it. Undefined for anything else. */
export function parseInteger(text: string): number | bigint | undefined {
  const match = INTEGER.exec(text.trim().replace(/(?<=[0-9a-fA-F])_(?=[0-9a-fA-F])/g, ''));
  if (match === null) return undefined;
  const magnitude = BigInt(match[2] ?? '');
  return normalizeInteger(match[1] === '-' ? -magnitude : magnitude);
}

const FLOAT = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const SPECIAL_FLOAT = /^([+-]?)(?:(inf(?:inity)?)|(nan))$/i;

/** A float in decimal; beyond the range of a double it is infinite. Undefined for anything else. */
export function parseFloatText(text: string): number | undefined {
  const trimmed = text.trim();
  if (FLOAT.test(trimmed)) return Number(trimmed);
  const special = SPECIAL_FLOAT.exec(trimmed);
  if (special === null) return undefined;
  if (special[3] !== undefined) return Number.NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}
