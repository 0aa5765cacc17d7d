import type { Pacer } from '../pacer.ts';
import { EXPORTS, isExported } from '../tree/exportTree.ts';
import type { Tree } from '../tree/tree.ts';

/** Characters of one piece: large enough to be quick, small enough for one frame. */
const PIECE_LENGTH = 65_536;
/** Rows between two looks at the clock. */
const ROWS_PER_LOOK = 16;

export interface ExportRequest {
  /** Undefined: the whole tree. */
  readonly nodes: Uint32Array | undefined;
  readonly syntax: keyof typeof EXPORTS;
  readonly onPiece: (text: string) => void;
  /** Resolves when the receiver has taken what it was given, so that a slow one is not buried in text. */
  readonly drained: (() => Promise<void>) | undefined;
}

/** Writes rows piece by piece; answers how many there were. Numbers that are no rows of the tree are passed over. */
export async function exportRows(tree: Tree, request: ExportRequest, pacer: Pacer): Promise<number> {
  const syntax = EXPORTS[request.syntax];
  let rows = 0;
  let piece = syntax.before;
  for (const node of request.nodes ?? listExported(tree)) {
    if (node >= tree.index.nodes) continue;
    piece += (rows > 0 ? syntax.between : '') + syntax.writeRow(tree, node);
    rows++;
    if (piece.length >= PIECE_LENGTH) {
      request.onPiece(piece);
      piece = '';
      await request.drained?.();
    }
    if (rows % ROWS_PER_LOOK === 0 && pacer.isDue()) await pacer.pause();
  }
  request.onPiece(piece + syntax.after);
  return rows;
}

function* listExported(tree: Tree): Generator<number> {
  for (let node = 1; node < tree.index.nodes; node++) if (isExported(tree, node)) yield node;
}
