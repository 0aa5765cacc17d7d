import { LIMITS } from '../limits.ts';
import { advance, type Cursor, pickleError } from './cursor.ts';
import {
  decodeLatin1,
  decodePythonTwo,
  decodeRawUnicodeEscape,
  decodeStringEscape,
  decodeUtf8,
  decodeUtf8Lossy,
} from './decodeText.ts';
import type { ArgumentKind } from './opcodes.ts';
import { decodeLong, parseFloatText, parseInteger } from './pickleNumbers.ts';

/** What the argument of each kind is read as. */
export interface ArgumentTypes {
  none: undefined;
  uint1: number;
  uint2: number;
  uint4: number;
  uint8: number | bigint;
  int4: number;
  float8: number;
  long1: number | bigint;
  long4: number | bigint;
  /** INT also writes booleans, as `00` and `01`. */
  intLine: number | bigint | boolean;
  longLine: number | bigint;
  floatLine: number;
  indexLine: number;
  idLine: string;
  quotedLine: string;
  unicodeLine: string;
  globalLines: { readonly module: string; readonly name: string };
  string1: string;
  string4: string;
  text1: string;
  text4: string;
  text8: string;
  bytes1: Uint8Array;
  bytes4: Uint8Array;
  bytes8: Uint8Array;
}

export type ArgumentReader<Kind extends ArgumentKind> = (cursor: Cursor) => ArgumentTypes[Kind];

/**
 * Readers of arguments. Each starts behind the opcode byte, leaves the cursor behind the argument, and throws
 * `pickle/truncated`, `pickle/opcode` or `pickle/limit` with the place of the opcode.
 */
export const ARGUMENT_READERS: { readonly [Kind in ArgumentKind]: ArgumentReader<Kind> } = {
  none: () => undefined,
  uint1: readUint1,
  uint2: (cursor) => cursor.view.getUint16(advance(cursor, 2), true),
  uint4: readUint4,
  uint8: readUint8,
  int4: (cursor) => cursor.view.getInt32(advance(cursor, 4), true),
  float8: (cursor) => cursor.view.getFloat64(advance(cursor, 8), false),
  long1: (cursor) => readLong(cursor, readUint1(cursor)),
  long4: (cursor) => readLong(cursor, readSignedLength(cursor)),
  intLine: readIntLine,
  longLine: (cursor) => parseIntegerLine(cursor, readLine(cursor).replace(/L$/, '')),
  floatLine: readFloatLine,
  indexLine: readIndexLine,
  idLine: (cursor) => readLine(cursor),
  quotedLine: readQuotedLine,
  unicodeLine: readUnicodeLine,
  globalLines: (cursor) => ({ module: readTextLine(cursor), name: readTextLine(cursor) }),
  string1: (cursor) => readPythonTwo(cursor, readUint1(cursor)),
  string4: (cursor) => readPythonTwo(cursor, readSignedLength(cursor)),
  text1: (cursor) => readText(cursor, readUint1(cursor)),
  text4: (cursor) => readText(cursor, readUint4(cursor)),
  text8: (cursor) => readText(cursor, readUint8(cursor)),
  bytes1: (cursor) => readBytes(cursor, readUint1(cursor)),
  bytes4: (cursor) => readBytes(cursor, readUint4(cursor)),
  bytes8: (cursor) => readBytes(cursor, readUint8(cursor)),
};

function readUint1(cursor: Cursor): number {
  return cursor.bytes[advance(cursor, 1)] ?? 0;
}

function readUint4(cursor: Cursor): number {
  return cursor.view.getUint32(advance(cursor, 4), true);
}

function readUint8(cursor: Cursor): number | bigint {
  const start = advance(cursor, 8);
  const high = cursor.view.getUint32(start + 4, true);
  if (high < 2 ** 21) return high * 2 ** 32 + cursor.view.getUint32(start, true);
  return cursor.view.getBigUint64(start, true);
}

/** A length that the format declares as signed; a negative one is malformed. */
function readSignedLength(cursor: Cursor): number {
  const length = cursor.view.getInt32(advance(cursor, 4), true);
  if (length < 0) throw malformed(cursor, 'a length of 0 or more', String(length));
  return length;
}

function readLong(cursor: Cursor, length: number): number | bigint {
  const start = advance(cursor, length);
  if (length > LIMITS.integerBytes) throw tooLong(cursor, `${length} bytes`, `${LIMITS.integerBytes} bytes`);
  return decodeLong(cursor.bytes, start, start + length);
}

function readText(cursor: Cursor, length: number | bigint): string {
  const start = advance(cursor, length);
  const end = cursor.position;
  checkTextLength(cursor, end - start);
  const text = decodeUtf8(cursor.bytes, start, end);
  if (text !== undefined) return text;
  const shown = decodeUtf8Lossy(cursor.bytes, start, end);
  cursor.findings.add({
    code: 'pickle/string',
    severity: 'error',
    message: 'A text in the pickle is not valid UTF-8; what cannot be decoded is shown as U+FFFD.',
    at: { ...(cursor.entry !== undefined && { entry: cursor.entry }), offset: start },
    expected: 'UTF-8',
    found: JSON.stringify(shown.slice(0, 80)),
  });
  return shown;
}

function readPythonTwo(cursor: Cursor, length: number): string {
  const start = advance(cursor, length);
  checkTextLength(cursor, length);
  return decodePythonTwo(cursor.bytes, start, cursor.position);
}

/** A copy, so that a few bytes do not keep the whole pickle in memory. */
function readBytes(cursor: Cursor, length: number | bigint): Uint8Array {
  const start = advance(cursor, length);
  return cursor.bytes.slice(start, cursor.position);
}

/** Moves behind the next newline and answers where the line ends, newline excluded. */
function advanceLine(cursor: Cursor): number {
  const end = cursor.bytes.indexOf(0x0a, cursor.position);
  if (end < 0) {
    throw pickleError(cursor, {
      code: 'pickle/truncated',
      says: 'has an argument without an end',
      expected: 'a line that ends with a newline',
      found: 'the end of the pickle',
    });
  }
  checkTextLength(cursor, end - cursor.position);
  cursor.position = end + 1;
  return end;
}

/** A line byte by byte: arguments that are ASCII by definition. */
function readLine(cursor: Cursor): string {
  const start = cursor.position;
  return decodeLatin1(cursor.bytes, start, advanceLine(cursor));
}

function readTextLine(cursor: Cursor): string {
  const start = cursor.position;
  const end = advanceLine(cursor);
  const text = decodeUtf8(cursor.bytes, start, end);
  if (text === undefined) throw malformed(cursor, 'a name in UTF-8', 'bytes that are not UTF-8');
  return text;
}

function readIntLine(cursor: Cursor): number | bigint | boolean {
  const line = readLine(cursor);
  if (line === '00') return false;
  if (line === '01') return true;
  return parseIntegerLine(cursor, line);
}

function parseIntegerLine(cursor: Cursor, line: string): number | bigint {
  if (line.length > LIMITS.integerDigits) {
    throw tooLong(cursor, `${line.length} digits`, `${LIMITS.integerDigits} digits`);
  }
  const value = parseInteger(line);
  if (value === undefined) throw malformed(cursor, 'an integer', quoteStart(line));
  return value;
}

function readFloatLine(cursor: Cursor): number {
  const line = readLine(cursor);
  const value = parseFloatText(line);
  if (value === undefined) throw malformed(cursor, 'a floating-point number', quoteStart(line));
  return value;
}

function readIndexLine(cursor: Cursor): number {
  const line = readLine(cursor);
  const index = /^[0-9]{1,15}$/.test(line) ? Number(line) : undefined;
  if (index === undefined) throw malformed(cursor, 'the number of a memo entry', quoteStart(line));
  return index;
}

/** STRING: a Python 2 string literal in its quotes. */
function readQuotedLine(cursor: Cursor): string {
  const line = readLine(cursor).trim();
  const quote = line[0];
  const quoted = line.length >= 2 && (quote === "'" || quote === '"') && line.endsWith(quote);
  const bytes = quoted ? decodeStringEscape(line.slice(1, -1)) : undefined;
  if (bytes === undefined) throw malformed(cursor, 'a string in quotes', quoteStart(line));
  return decodePythonTwo(bytes, 0, bytes.length);
}

function readUnicodeLine(cursor: Cursor): string {
  const line = readLine(cursor);
  const text = decodeRawUnicodeEscape(line);
  if (text === undefined) throw malformed(cursor, 'text in raw-unicode-escape', quoteStart(line));
  return text;
}

function checkTextLength(cursor: Cursor, length: number): void {
  if (length > LIMITS.pickleTextBytes) throw tooLong(cursor, `${length} bytes`, `${LIMITS.pickleTextBytes} bytes`);
}

function malformed(cursor: Cursor, expected: string, found: string): Error {
  return pickleError(cursor, {
    code: 'pickle/opcode',
    says: `has a malformed argument: expected ${expected}, found ${found}`,
    expected,
    found,
  });
}

function tooLong(cursor: Cursor, found: string, limit: string): Error {
  return pickleError(cursor, {
    code: 'pickle/limit',
    says: `holds ${found}, more than the limit of ${limit}`,
    expected: `at most ${limit}`,
    found,
    advice: 'No checkpoint needs this; do not trust the file.',
  });
}

function quoteStart(line: string): string {
  return line.length <= 40 ? JSON.stringify(line) : `${JSON.stringify(line.slice(0, 40))}…`;
}
