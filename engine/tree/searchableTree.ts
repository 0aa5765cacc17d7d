import { mapStrings } from './stringTable.ts';
import type { StringTable, TreeIndex } from '../../shared/treeIndex.ts';
import { foldCase } from './namePattern.ts';
import type { RowFigures } from './rowFigures.ts';

/**
 * A tree index with what questions about it share: made when first needed and kept while the file is open. Costs about as
 * much as the string table, and 8 bytes a node for each order that is in use.
 */
export interface SearchableTree {
  readonly index: TreeIndex;
  /** For a repeated row, the node that shows its tensor or value first. */
  readonly firstOf: ReadonlyMap<number, number>;
  /** Statistics of the rows; absent where none are computed. */
  readonly figures?: RowFigures;
  /** The strings as they are compared. */
  folded?: StringTable;
  /** Rows and distinct tensors of the whole tree. */
  counts?: { readonly hits: number; readonly tensorHits: number };
  /** Children in the orders used last, newest last. */
  readonly orders: ChildOrder[];
}

/** The children of every node in one order: those of `p` are `children[start[p] … start[p + 1])`. */
export interface ChildOrder {
  readonly name: string;
  readonly start: Uint32Array;
  readonly children: Uint32Array;
}

export function makeSearchable(tree: Pick<SearchableTree, 'index' | 'firstOf' | 'figures'>): SearchableTree {
  const { index, firstOf, figures } = tree;
  return { index, firstOf, ...(figures && { figures }), orders: [] };
}

/** The tree's strings, folded ({@link foldCase}). */
export function foldedStrings(tree: SearchableTree): StringTable {
  tree.folded ??= foldTable(tree.index.strings);
  return tree.folded;
}

function foldTable(table: StringTable): StringTable {
  const bytes = table.bytes.slice();
  for (let position = 0; position < bytes.length; position++) {
    const byte = bytes[position] ?? 0;
    if (byte >= 0x80) return mapStrings(table, foldCase);
    if (byte >= 0x41 && byte <= 0x5a) bytes[position] = byte + 0x20;
  }
  return { offsets: table.offsets, bytes };
}
