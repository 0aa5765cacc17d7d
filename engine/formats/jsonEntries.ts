/**
 * JSON as it is written: an object is a list of its entries in order, with duplicates, so that no name is lost, reordered or
 * mistaken for a property of JavaScript. An integer beyond 2^53 is a string of digits.
 */
export type OrderedJson = null | boolean | number | string | readonly OrderedJson[] | JsonObject;

export interface JsonObject {
  readonly entries: readonly (readonly [key: string, value: OrderedJson])[];
}

/** Headers nest three deep; anything deeper is no header. */
const MAX_DEPTH = 32;
const SPACE = /[ \t\n\r]*/uy;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;

/** Parses text that must be one JSON value; undefined if it is not, or nests too deep. */
export function parseOrderedJson(text: string): OrderedJson | undefined {
  const reader: Reader = { text, at: 0 };
  try {
    const value = readValue(reader, 0);
    take(reader, SPACE);
    return reader.at === text.length ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

interface Reader {
  readonly text: string;
  at: number;
}

function readValue(reader: Reader, depth: number): OrderedJson {
  if (depth > MAX_DEPTH) throw new SyntaxError('too deep');
  take(reader, SPACE);
  const first = reader.text[reader.at];
  if (first === '{') return { entries: readItems(reader, '}', () => readEntry(reader, depth)) };
  if (first === '[') return readItems(reader, ']', () => readValue(reader, depth + 1));
  return first === '"' ? readText(reader) : readLiteral(reader);
}

function readEntry(reader: Reader, depth: number): readonly [string, OrderedJson] {
  take(reader, SPACE);
  const key = readText(reader);
  take(reader, SPACE);
  if (reader.text[reader.at] !== ':') throw new SyntaxError('no colon');
  reader.at += 1;
  return [key, readValue(reader, depth + 1)];
}

/** Items between brackets, separated by commas. */
function readItems<Item>(reader: Reader, close: string, readItem: () => Item): Item[] {
  const items: Item[] = [];
  reader.at += 1;
  take(reader, SPACE);
  if (reader.text[reader.at] === close) {
    reader.at += 1;
    return items;
  }
  for (;;) {
    items.push(readItem());
    take(reader, SPACE);
    const separator = reader.text[reader.at];
    reader.at += 1;
    if (separator === close) return items;
    if (separator !== ',') throw new SyntaxError('no comma');
  }
}

function readText(reader: Reader): string {
  const start = reader.at;
  if (reader.text[start] !== '"') throw new SyntaxError('no string');
  let end = reader.text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(reader.text, end)) end = reader.text.indexOf('"', end + 1);
  if (end < 0) throw new SyntaxError('no end of string');
  reader.at = end + 1;
  const value: unknown = JSON.parse(reader.text.slice(start, end + 1));
  return typeof value === 'string' ? value : '';
}

/** Whether an odd number of backslashes stands before a character. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}

function readLiteral(reader: Reader): OrderedJson {
  const written = take(reader, LITERAL);
  if (written === '') throw new SyntaxError('no value');
  if (written === 'true' || written === 'false') return written === 'true';
  if (written === 'null') return null;
  const number = Number(written);
  return /^-?\d+$/u.test(written) && !Number.isSafeInteger(number) ? written : number;
}

/** What the pattern matches here, possibly nothing; the reader moves behind it. */
function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text)?.[0] ?? '';
  reader.at += match.length;
  return match;
}
