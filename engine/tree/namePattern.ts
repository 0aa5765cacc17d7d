import { GLOB_RULES } from '../../shared/globRules.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { AutomatonBuilder, type ByteAutomaton } from './byteAutomaton.ts';
import { checkPatternLength } from './patternLength.ts';

const MAX_NESTING = 20;

const DOT = 0x2e;
const encoder = new TextEncoder();

/** Text as it is compared: without regard to case. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}

/** Matches whatever contains `text`. */
export function compileText(text: string): ByteAutomaton {
  checkPatternLength(text);
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
  checkPatternLength(glob);
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

function patternError(problem: string, position: number): InspectError {
  return new InspectError({
    code: 'usage',
    message: `The glob cannot be read: ${problem}, at character ${position + 1}.`,
    expected: GLOB_RULES,
  });
}
