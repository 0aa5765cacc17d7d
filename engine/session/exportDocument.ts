import type { Pacer } from '../pacer.ts';
import { stringifyJson } from '../values/jsonText.ts';

/** Characters of one piece: large enough to be quick, small enough for one frame. */
const PIECE_LENGTH = 65_536;

export interface DocumentReceiver {
  readonly onPiece: (text: string) => void;
  /** Resolves when the receiver has taken what it was given, so that a slow one is not buried in text. */
  readonly drained: (() => Promise<void>) | undefined;
}

/**
 * Writes a document as JSON, piece by piece: its fields one after another, of lists one item after another. A field may be any
 * iterable, so that long lists need not be made before they are written.
 */
export async function exportDocument(document: object, receiver: DocumentReceiver, pacer: Pacer): Promise<void> {
  let piece = '';
  const write = async (text: string): Promise<void> => {
    piece += text;
    if (piece.length >= PIECE_LENGTH) {
      receiver.onPiece(piece);
      piece = '';
      await receiver.drained?.();
    }
    if (pacer.isDue()) await pacer.pause();
  };
  let separator = '{';
  for (const [name, value] of Object.entries(document)) {
    if (value === undefined) continue;
    const field = `${separator}${JSON.stringify(name)}:`;
    separator = ',';
    if (isList(value)) {
      await write(`${field}[`);
      let between = '';
      for (const item of value) {
        await write(between + stringifyJson(item));
        between = ',';
      }
      await write(']');
    } else await write(field + stringifyJson(value));
  }
  receiver.onPiece(`${piece}${separator === '{' ? '{' : ''}}\n`);
}

function isList(value: unknown): value is Iterable<object> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
