import { InspectError } from '../../shared/inspectError.ts';

/** Bytes from `low` to `high` lead to state `to`. */
interface Edge {
  readonly low: number;
  readonly high: number;
  readonly to: number;
}

/**
 * A nondeterministic automaton over UTF-8 bytes: what {@link ByteAutomaton} runs. State 0 is the start. The names of a tree
 * share their beginnings, so a matcher that can stop at a dot and go on from there reads every label once.
 */
export class AutomatonBuilder {
  readonly #edges: Edge[][] = [[]];
  readonly #jumps: number[][] = [[]];

  addState(): number {
    this.#jumps.push([]);
    return this.#edges.push([]) - 1;
  }

  addEdge(from: number, low: number, high: number, to: number): void {
    this.#edges[from]?.push({ low, high, to });
  }

  /** A way from one state to another that takes no byte. */
  addJump(from: number, to: number): void {
    this.#jumps[from]?.push(to);
  }

  /** Leads from a state over the bytes of `text` to a new state. */
  addText(from: number, bytes: Uint8Array): number {
    let state = from;
    for (const byte of bytes) {
      const next = this.addState();
      this.addEdge(state, byte, byte, next);
      state = next;
    }
    return state;
  }

  /** @param accepting the state that stands for a match; with a loop over all bytes, everything that follows matches too. */
  finish(accepting: number): ByteAutomaton {
    return new ByteAutomaton(this.#edges, this.#jumps, accepting);
  }
}

/** Deterministic states that one pattern may need; each costs 1 KiB. Ordinary patterns need a few dozen. */
const MAX_STATES = 8192;
const UNKNOWN = -1;

/** Runs an automaton deterministically; states are made when they are first reached. */
export class ByteAutomaton {
  readonly #edges: readonly (readonly Edge[])[];
  readonly #jumps: readonly (readonly number[])[];
  readonly #accepting: number;
  readonly #sets: (readonly number[])[] = [];
  readonly #numbers = new Map<string, number>();
  #next: Int32Array = new Int32Array(0);
  #accepts: Uint8Array = new Uint8Array(0);
  readonly #staysAccepted: boolean;
  /** The state before any byte. */
  readonly start: number;

  constructor(edges: readonly (readonly Edge[])[], jumps: readonly (readonly number[])[], accepting: number) {
    this.#edges = edges;
    this.#jumps = jumps;
    this.#accepting = accepting;
    this.#staysAccepted = (edges[accepting] ?? []).some(
      (edge) => edge.low === 0 && edge.high === 255 && edge.to === accepting,
    );
    this.start = this.#stateOf([0]);
  }

  /** The state after the bytes `from … to` of `bytes`, coming from `state`. */
  run(state: number, bytes: Uint8Array, from: number, to: number): number {
    let current = state;
    for (let position = from; position < to; position++) {
      const byte = bytes[position] ?? 0;
      const next = this.#next[current * 256 + byte] ?? UNKNOWN;
      current = next === UNKNOWN ? this.#makeStep(current, byte) : next;
    }
    return current;
  }

  step(state: number, byte: number): number {
    const next = this.#next[state * 256 + byte] ?? UNKNOWN;
    return next === UNKNOWN ? this.#makeStep(state, byte) : next;
  }

  /** Whether what was read so far is a match. */
  accepts(state: number): boolean {
    return this.#accepts[state] === 1;
  }

  /** Whether it stays one, whatever follows. */
  acceptsAlways(state: number): boolean {
    return this.#staysAccepted && this.#accepts[state] === 1;
  }

  #makeStep(state: number, byte: number): number {
    const reached: number[] = [];
    for (const part of this.#sets[state] ?? []) {
      for (const edge of this.#edges[part] ?? []) {
        if (edge.low <= byte && byte <= edge.high) reached.push(edge.to);
      }
    }
    const next = this.#stateOf(reached);
    this.#next[state * 256 + byte] = next;
    return next;
  }

  #stateOf(parts: readonly number[]): number {
    const set = this.#followJumps(parts);
    const key = set.join(' ');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#sets.push(set) - 1;
    if (number >= MAX_STATES) throw tooManyStates();
    this.#numbers.set(key, number);
    if (number * 256 >= this.#next.length) this.#grow(Math.max(16, number * 2));
    this.#accepts[number] = set.includes(this.#accepting) ? 1 : 0;
    return number;
  }

  #followJumps(parts: readonly number[]): number[] {
    const set = new Set(parts);
    // A Set yields what is added while it is walked.
    for (const part of set) for (const next of this.#jumps[part] ?? []) set.add(next);
    // Once accepted for good, what else might match makes no difference: one state instead of many.
    if (this.#staysAccepted && set.has(this.#accepting)) return [this.#accepting];
    return [...set].sort((one, other) => one - other);
  }

  #grow(states: number): void {
    const next = new Int32Array(states * 256).fill(UNKNOWN);
    next.set(this.#next);
    this.#next = next;
    const accepts = new Uint8Array(states);
    accepts.set(this.#accepts);
    this.#accepts = accepts;
  }
}

function tooManyStates(): InspectError {
  return new InspectError({
    code: 'usage',
    message: 'The pattern has too many possibilities to search for. Use fewer wildcards in one part.',
    expected: `a pattern that needs at most ${MAX_STATES} states`,
  });
}
