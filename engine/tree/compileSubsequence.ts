import { AutomatonBuilder, type ByteAutomaton } from './byteAutomaton.ts';
import { foldCase } from './namePattern.ts';

const encoder = new TextEncoder();

/** Matches whatever has the characters of `word` in their order, with anything between them. */
export function compileSubsequence(word: string): ByteAutomaton {
  const builder = new AutomatonBuilder();
  let state = 0;
  for (const byte of encoder.encode(foldCase(word))) {
    const next = builder.addState();
    for (const [low, high] of [
      [0, byte - 1],
      [byte + 1, 255],
    ] as const) {
      if (low <= high) builder.addEdge(state, low, high, state);
    }
    builder.addEdge(state, byte, byte, next);
    state = next;
  }
  if (state !== 0) builder.addEdge(state, 0, 255, state);
  return builder.finish(state);
}
