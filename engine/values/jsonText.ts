/** A number whose text must be exact: a float that looks like an integer, or more digits than a double holds. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
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
  | readonly ExactJson[]
  | { readonly [key: string]: ExactJson };

/**
 * Writes JSON piece by piece: numbers of type {@link JsonNumber} by their text, fields that are undefined not at all. With
 * `indent`, arrays and objects are laid out over lines. Nothing recurses, so values may be nested to any depth.
 */
export function writeJson(value: ExactJson | object, write: (piece: string) => void, indent = 0): void {
  const stack: Level[] = [];
  let next: unknown = value;
  for (;;) {
    const level = openLevel(next, stack.length, indent);
    if (level === undefined) write(scalarText(next));
    else {
      write(level.before);
      stack.push(level);
    }
    for (let top = stack.at(-1); ; top = stack.at(-1)) {
      if (top === undefined) return;
      const member = top.members.next();
      if (member.done !== true) {
        write(top.written ? top.between : top.start);
        if (member.value[0] !== undefined) write(`${JSON.stringify(member.value[0])}${indent > 0 ? ': ' : ':'}`);
        top.written = true;
        next = member.value[1];
        break;
      }
      write(top.written ? top.end + top.after : top.after);
      stack.pop();
    }
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
  readonly members: Iterator<readonly [name: string | undefined, value: unknown]>;
  readonly before: string;
  readonly start: string;
  readonly between: string;
  readonly end: string;
  readonly after: string;
  written: boolean;
}

function openLevel(value: unknown, depth: number, indent: number): Level | undefined {
  if (typeof value !== 'object' || value === null || value instanceof JsonNumber) return undefined;
  const inner = indent > 0 ? `\n${' '.repeat(indent * (depth + 1))}` : '';
  const end = indent > 0 ? `\n${' '.repeat(indent * depth)}` : '';
  const isArray = Array.isArray(value);
  return {
    members: isArray ? arrayMembers(value) : objectMembers(value),
    before: isArray ? '[' : '{',
    start: inner,
    between: `,${inner}`,
    end,
    after: isArray ? ']' : '}',
    written: false,
  };
}

function* arrayMembers(items: readonly unknown[]): Generator<readonly [undefined, unknown]> {
  for (const item of items) yield [undefined, item];
}

function* objectMembers(value: object): Generator<readonly [string, unknown]> {
  for (const [name, member] of Object.entries(value)) if (member !== undefined) yield [name, member];
}

function scalarText(value: unknown): string {
  if (value instanceof JsonNumber) return value.text;
  return JSON.stringify(value) ?? 'null';
}
