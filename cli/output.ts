import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Characters that are collected before they are written. */
const CHUNK = 65_536;

/** A stream that is written in large pieces and waited for, so that a long answer takes no more memory than its pieces. */
export interface Output {
  /** Whether a person is looking, so that colours and shortening make sense. */
  readonly isTerminal: boolean;
  write(text: string): Promise<void>;
  writeLine(line: string): Promise<void>;
  /** Lines from a function that produces them one by one. */
  writeLines(produce: (write: (line: string) => void) => void): Promise<void>;
  /** Text from a function that produces it in pieces. */
  writePieces(produce: (write: (piece: string) => void) => void): Promise<void>;
}

export function createOutput(stream: Writable & { readonly isTTY?: boolean }): Output {
  const write = async (text: string): Promise<void> => {
    if (!stream.write(text)) await once(stream, 'drain');
  };
  const collect = async (produce: (push: (piece: string) => void) => void): Promise<void> => {
    const chunks: string[] = [];
    let chunk = '';
    produce((piece) => {
      chunk += piece;
      if (chunk.length < CHUNK) return;
      // A stream that took all that it was given (a file, a pipe on Linux) takes the next piece at once; any other is waited for.
      if (chunks.length === 0 && stream.writableLength === 0) stream.write(chunk);
      else chunks.push(chunk);
      chunk = '';
    });
    for (const text of [...chunks, chunk]) await write(text);
  };
  return {
    isTerminal: stream.isTTY === true,
    write,
    writeLine: (line) => write(`${line}\n`),
    writeLines: (produce) => collect((push) => produce((line) => push(`${line}\n`))),
    writePieces: collect,
  };
}
