/**
 * Turns a question that hands out something in pieces into pieces that can be awaited one by one. Ends when the question is
 * answered, throws what it rejects with.
 */
export async function* streamPieces<Piece = string>(
  ask: (onPiece: (piece: Piece) => void) => Promise<unknown>,
): AsyncGenerator<Piece> {
  const pieces: Piece[] = [];
  let wake = (): void => undefined;
  let ended = false;
  const answer = ask((piece) => {
    pieces.push(piece);
    wake();
  });
  const end = answer.finally(() => {
    ended = true;
    wake();
  });
  // The rejection is thrown below, when all pieces before it were taken.
  end.catch(() => undefined);
  for (;;) {
    const piece = pieces.shift();
    if (piece !== undefined) yield piece;
    else if (ended) break;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
  await answer;
}

/** All pieces of a question as one text. */
export async function joinPieces(ask: (onPiece: (piece: string) => void) => Promise<unknown>): Promise<string> {
  const pieces: string[] = [];
  await ask((piece) => pieces.push(piece));
  return pieces.join('');
}
