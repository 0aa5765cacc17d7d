import { InspectError } from '../../shared/inspectError.ts';
import { AutomatonBuilder, type ByteAutomaton } from './byteAutomaton.ts';

/**
 * How a glob is read; the same words explain it to people. Text and globs do not mind upper and lower case.
 */
export const GLOB_RULES: string =
  'A glob covers whole parts of a name and may begin at any of them: * stands for anything within one part, ** for ' +
  'anything across dots, ? for one character, [a-z] for one of several, {a,b} for either.';

/** Characters in a pattern. A longer one is no search but a paste. */
const MAX_PATTERN_LENGTH = 2000;
const MAX_NESTING = 20;

const DOT = 0x2e;
const encoder = new TextEncoder();

/** Text as it is compared: without regard to case. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}

/** Matches whatever contains `text`. */
export function compileText(text: string): ByteAutomaton {
  checkLength(text);
  const builder = new AutomatonBuilder();
  builder.addEdge(0, 0, 255, 0);
  const found = builder.addText(0, encoder.encode(foldCase(text)));
  if (found !== 0) builder.addEdge(found, 0, 255, found);
  return builder.finish(found);
}

/**
 * Matches by a glob ({@link GLOB_RULES}).
 *
 * @param over `name`: dots part a name; `value`: a dot is like any character, and the whole value must match.
 * @throws InspectError `usage`, with the position, for brackets and braces that are not closed.
 */
export function compileGlob(glob: string, over: 'name' | 'value'): ByteAutomaton {
  checkLength(glob);
  const builder = new AutomatonBuilder();
  const first = builder.addState();
  builder.addJump(0, first);
  if (over === 'name') {
    const skipped = builder.addState();
    builder.addJump(0, skipped);
    builder.addEdge(skipped, 0, 255, skipped);
    builder.addEdge(skipped, DOT, DOT, first);
  }
  const compiler = new GlobCompiler(builder, foldCase(glob), over === 'value');
  return builder.finish(compiler.compile(first));
}

class GlobCompiler {
  readonly #builder: AutomatonBuilder;
  /** Code points. */
  readonly #glob: readonly string[];
  readonly #dotIsOrdinary: boolean;
  #position = 0;
  #nesting = 0;

  constructor(builder: AutomatonBuilder, glob: string, dotIsOrdinary: boolean) {
    this.#builder = builder;
    this.#glob = Array.from(glob);
    this.#dotIsOrdinary = dotIsOrdinary;
  }

  /** Adds the whole glob after the state `from`; answers its last state. */
  compile(from: number): number {
    return this.#compileSequence(from);
  }

  #compileSequence(from: number): number {
    let state = from;
    while (this.#position < this.#glob.length) {
      const character = this.#glob[this.#position] ?? '';
      if (this.#nesting > 0 && (character === ',' || character === '}')) break;
      state = this.#compileOne(state, character);
    }
    return state;
  }

  #compileOne(from: number, character: string): number {
    if (character === '[') return this.#compileSet(from);
    if (character === '{') return this.#compileChoice(from);
    this.#position++;
    if (character === '*') return this.#compileStar(from);
    if (character === '?') return this.#addAnyCharacter(from, () => true);
    if (character === '\\' && this.#position < this.#glob.length) {
      return this.#builder.addText(from, encoder.encode(this.#glob[this.#position++] ?? ''));
    }
    return this.#builder.addText(from, encoder.encode(character));
  }

  #compileStar(from: number): number {
    let acrossDots = this.#dotIsOrdinary;
    while (this.#glob[this.#position] === '*') {
      acrossDots = true;
      this.#position++;
    }
    const loop = this.#builder.addState();
    this.#builder.addJump(from, loop);
    this.#builder.addEdge(loop, 0, acrossDots ? 255 : DOT - 1, loop);
    if (!acrossDots) this.#builder.addEdge(loop, DOT + 1, 255, loop);
    return loop;
  }

  /** One character, in as many bytes as UTF-8 needs. `accepts` decides about ASCII; everything beyond is taken. */
  #addAnyCharacter(from: number, accepts: (code: number) => boolean): number {
    const after = this.#addAscii(from, accepts);
    let rest = after;
    for (const [low, high] of [
      [0xc2, 0xdf],
      [0xe0, 0xef],
      [0xf0, 0xf4],
    ] as const) {
      // `rest` is reached after the lead byte of one more continuation byte each time round.
      const more = this.#builder.addState();
      this.#builder.addEdge(more, 0x80, 0xbf, rest);
      this.#builder.addEdge(from, low, high, more);
      rest = more;
    }
    return after;
  }

  #addAscii(from: number, accepts: (code: number) => boolean): number {
    const after = this.#builder.addState();
    for (let code = 0; code < 0x80; code++) {
      if ((code !== DOT || this.#dotIsOrdinary) && accepts(code)) this.#builder.addEdge(from, code, code, after);
    }
    return after;
  }

  #compileSet(from: number): number {
    const opened = this.#position;
    const closed = this.#glob.indexOf(']', opened + 2);
    if (closed < 0) throw patternError('a "[" that is never closed by "]"', opened);
    let members = this.#glob.slice(opened + 1, closed);
    const negated = members.length > 1 && (members[0] === '!' || members[0] === '^');
    if (negated) members = members.slice(1);
    this.#position = closed + 1;
    const { codes, others } = readMembers(members, opened);
    if (negated) {
      if (others.length > 0) throw patternError(`"${others[0]}" in a negated set, which takes ASCII only`, opened);
      return this.#addAnyCharacter(from, (code) => !codes.has(code));
    }
    const after = this.#addAscii(from, (code) => codes.has(code));
    for (const other of others) this.#builder.addJump(this.#builder.addText(from, encoder.encode(other)), after);
    return after;
  }

  #compileChoice(from: number): number {
    const opened = this.#position;
    if (++this.#nesting > MAX_NESTING) throw patternError(`braces nested more than ${MAX_NESTING} deep`, opened);
    const after = this.#builder.addState();
    do {
      this.#position++;
      this.#builder.addJump(this.#compileSequence(from), after);
    } while (this.#glob[this.#position] === ',');
    if (this.#glob[this.#position] !== '}') throw patternError('a "{" that is never closed by "}"', opened);
    this.#position++;
    this.#nesting--;
    return after;
  }
}

/** The ASCII codes that a set names, and its other characters. */
function readMembers(members: readonly string[], opened: number): { codes: Set<number>; others: string[] } {
  const codes = new Set<number>();
  const others: string[] = [];
  for (let place = 0; place < members.length; place++) {
    const low = members[place] ?? '';
    const isRange = members[place + 1] === '-' && place + 2 < members.length;
    const high = isRange ? (members[place + 2] ?? low) : low;
    if (isRange) place += 2;
    const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
    if (from > to) throw patternError(`the range ${low}-${high}, which is upside down`, opened);
    if (to < 0x80) for (let code = from; code <= to; code++) codes.add(code);
    else if (isRange) throw patternError(`the range ${low}-${high}, which leaves ASCII`, opened);
    else others.push(low);
  }
  return { codes, others };
}

/**
 * Reads a regular expression; it may match anywhere and does not mind case.
 *
 * @throws InspectError `usage`, with the position where one can be told.
 */
export function compileRegex(pattern: string): RegExp {
  checkLength(pattern);
  try {
    return new RegExp(pattern, 'i');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(cause.message.lastIndexOf(': ') + 2) : String(cause);
    const position = findRegexFault(pattern);
    throw new InspectError(
      {
        code: 'usage',
        message: `The regular expression cannot be read: ${lowerFirst(reason)} at character ${position + 1}.`,
        expected: 'a JavaScript regular expression',
        found: pattern,
      },
      { cause },
    );
  }
}

const UNFINISHED = /unterminated|at end|incomplete|missing|invalid group/i;

/**
 * Where a regular expression that the platform refused goes wrong. Beginnings that only lack their end are no fault yet;
 * where nothing else is wrong, it is the bracket that is never closed.
 */
function findRegexFault(pattern: string): number {
  for (let length = 1; length <= pattern.length; length++) {
    const problem = tellRegexProblem(pattern.slice(0, length));
    if (problem !== undefined && !UNFINISHED.test(problem)) return length - 1;
  }
  return findOpenBracket(pattern);
}

function tellRegexProblem(pattern: string): string | undefined {
  try {
    void new RegExp(pattern, 'i');
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function findOpenBracket(pattern: string): number {
  const groups: number[] = [];
  let set = -1;
  for (let position = 0; position < pattern.length; position++) {
    const character = pattern[position];
    if (character === '\\') position++;
    else if (set >= 0) set = character === ']' ? -1 : set;
    else if (character === '[') set = position;
    else if (character === '(') groups.push(position);
    else if (character === ')') groups.pop();
  }
  return set >= 0 ? set : (groups.at(-1) ?? Math.max(0, pattern.length - 1));
}

function checkLength(pattern: string): void {
  if (pattern.length <= MAX_PATTERN_LENGTH) return;
  throw new InspectError({
    code: 'usage',
    message: 'The pattern is too long to search for.',
    expected: `at most ${MAX_PATTERN_LENGTH} characters`,
    found: `${pattern.length} characters`,
  });
}

function patternError(problem: string, position: number): InspectError {
  return new InspectError({
    code: 'usage',
    message: `The glob cannot be read: ${problem}, at character ${position + 1}.`,
    expected: GLOB_RULES,
  });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
