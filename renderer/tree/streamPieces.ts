/** Pieces that may wait to be taken: beyond them the sender is asked to wait. Over a wire its credit may bring a few more. */
export const MOST_WAITING = 4;

/** What a question that hands out pieces is told: the context of one of the engine's questions. */
export interface PieceContext<Piece> {
  /** Aborted as soon as nobody takes pieces any more. */
  readonly signal: AbortSignal;
  readonly onUpdate: (piece: Piece) => void;
  /** Resolves when fewer than {@link MOST_WAITING} pieces wait. */
  readonly drained: () => Promise<void>;
}

/**
 * Turns a question that hands out something in pieces into pieces that can be awaited one by one, at the pace of whoever takes
 * them: `streamPieces((context) => engine.exportTensor(params, context))`. Ends when the question is answered, throws what it
 * rejects with, and gives it up when its pieces are not wanted any more.
 */
export async function* streamPieces<Piece = string>(
  ask: (context: PieceContext<Piece>) => Promise<unknown>,
): AsyncGenerator<Piece> {
  const abort = new AbortController();
  const pieces: Piece[] = [];
  let waiting: (() => void)[] = [];
  let wake = (): void => undefined;
  let ended = false;
  const letGoOn = (): void => {
    const resolvers = waiting;
    waiting = [];
    for (const resolve of resolvers) resolve();
  };
  const answer = ask({
    signal: abort.signal,
    onUpdate(piece) {
      if (abort.signal.aborted) return;
      pieces.push(piece);
      wake();
    },
    drained: () =>
      pieces.length < MOST_WAITING || abort.signal.aborted
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push(resolve)),
  });
  const end = answer.finally(() => {
    ended = true;
    wake();
  });
  // The rejection is thrown below, when all pieces before it were taken.
  end.catch(() => undefined);
  try {
    for (;;) {
      const piece = pieces.shift();
      if (pieces.length < MOST_WAITING) letGoOn();
      if (piece !== undefined) yield piece;
      else if (ended) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    await answer;
  } finally {
    abort.abort();
    letGoOn();
  }
}

/** All pieces of a question as one text. */
export async function joinPieces(ask: (onPiece: (piece: string) => void) => Promise<unknown>): Promise<string> {
  const pieces: string[] = [];
  await ask((piece) => pieces.push(piece));
  return pieces.join('');
}
