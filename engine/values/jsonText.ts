/** A number whose text must be exact: a float that looks like an integer, or more digits than a double holds. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A part of a document that writes itself when the document is written, so that it never stands in memory whole. */
export class JsonStream {
  readonly write: (write: (piece: string) => void) => void;

  constructor(write: (write: (piece: string) => void) => void) {
    this.write = write;
  }
}

/** JSON with exact numbers. Objects may be nested to any depth. */
export type ExactJson =
  | null
  | boolean
  | number
  | string
  | undefined
  | JsonNumber
  | JsonStream
  | readonly ExactJson[]
  | { readonly [key: string]: ExactJson };

/**
 * Writes JSON piece by piece: numbers of type {@link JsonNumber} by their text, fields that are undefined not at all. With
 * `indent`, arrays and objects are laid out over lines, but for a {@link JsonStream}'s. Nothing recurses, so values may be nested to any depth.
 */
export function writeJson(value: ExactJson | object, write: (piece: string) => void, indent = 0): void {
  const levels: Level[] = [];
  const writeValue = (next: unknown): void => {
    if (next instanceof JsonStream) {
      next.write(write);
      return;
    }
    const level = openLevel(next);
    if (level === undefined) {
      write(scalarText(next));
      return;
    }
    write(level.names === undefined ? '[' : '{');
    levels.push(level);
  };
  writeValue(value);
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const { names, values } = level;
    if (level.position === values.length) {
      levels.pop();
      if (values.length > 0) write(lineBreak(indent, levels.length));
      write(names === undefined ? ']' : '}');
      continue;
    }
    const position = level.position++;
    const name = names?.[position];
    write(`${position > 0 ? ',' : ''}${lineBreak(indent, levels.length)}`);
    if (name !== undefined) write(`${JSON.stringify(name)}${indent > 0 ? ': ' : ':'}`);
    writeValue(values[position]);
  }
}

/** The JSON of a value as one string; see {@link writeJson}. */
export function stringifyJson(value: ExactJson | object, indent = 0): string {
  const pieces: string[] = [];
  writeJson(value, (piece) => pieces.push(piece), indent);
  return pieces.join('');
}

/** An array or object that is being written. */
interface Level {
  /** Of an object's fields; undefined for an array. */
  readonly names: readonly string[] | undefined;
  readonly values: readonly unknown[];
  position: number;
}

function openLevel(value: unknown): Level | undefined {
  if (typeof value !== 'object' || value === null || value instanceof JsonNumber) return undefined;
  if (Array.isArray(value)) return { names: undefined, values: value, position: 0 };
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return { names: fields.map(([name]) => name), values: fields.map(([, field]) => field), position: 0 };
}

function lineBreak(indent: number, depth: number): string {
  return indent > 0 ? `\n${' '.repeat(indent * depth)}` : '';
}

function scalarText(value: unknown): string {
  if (value instanceof JsonNumber) return value.text;
  return JSON.stringify(value) ?? 'null';
}
