import type { ByteCategory, TreemapBlock } from '../../shared/engineApi.ts';
import type { TreeIndex } from '../../shared/treeIndex.ts';
import { readString } from '../tree/stringTable.ts';

/** A part of the file that can be shown whole or split into what it consists of. */
export interface Division {
  readonly label: string;
  readonly category: ByteCategory;
  /** Bytes by row, summed over subtrees. */
  readonly sums: Float64Array;
  /** The row whose subtree this is. */
  readonly top: number;
  /** The row that a block leads to, by the row that it stands for; undefined where it leads nowhere. */
  readonly nodeFor: (row: number) => number | undefined;
}

interface Piece {
  label: string;
  row: number;
  readonly division: Division;
  children: Piece[] | undefined;
  /** Smaller rows that are shown as one. */
  rest: { readonly count: number; readonly bytes: number } | undefined;
}

/**
 * Splits divisions until there are `limit` blocks: always the largest block that still can be split, so that small things
 * stay together and large ones show their parts.
 */
export function splitBlocks(index: TreeIndex, divisions: readonly Division[], limit: number): TreemapBlock[] {
  const tops = divisions.map((division): Piece => ({
    label: division.label,
    row: division.top,
    division,
    children: undefined,
    rest: undefined,
  }));
  const waiting = [...tops];
  let blocks = tops.length;
  while (waiting.length > 0 && blocks < limit) {
    const piece = takeLargest(waiting);
    const rows = splittableRows(index, piece);
    const shown = rows.slice(0, Math.max(1, limit - blocks));
    if (rows.length === 0) continue;
    piece.children = shown.map((row) => makePiece(index, piece.division, row));
    if (rows.length > shown.length) piece.rest = sumRest(piece.division, rows.slice(shown.length));
    blocks += shown.length;
    waiting.push(...piece.children);
  }
  return tops.map(toBlock);
}

function takeLargest(pieces: Piece[]): Piece {
  let largest = 0;
  pieces.forEach((piece, place) => {
    if (bytesOf(piece) > bytesOf(pieces[largest] ?? piece)) largest = place;
  });
  const [taken] = pieces.splice(largest, 1);
  if (!taken) throw new RangeError('a piece to take');
  return taken;
}

function bytesOf({ division, row }: Piece): number {
  return division.sums[row] ?? 0;
}

/** The rows below that hold bytes, largest first. A row's own bytes beside them are no row, so such a row stays whole. */
function splittableRows(index: TreeIndex, { division, row }: Piece): number[] {
  const { sums } = division;
  const rows = listHolders(index, division, listChain(index, division, row).at(-1) ?? row);
  const sum = rows.reduce((total, one) => total + (sums[one] ?? 0), 0);
  if (sum < (sums[row] ?? 0)) return [];
  return rows.sort((one, other) => (sums[other] ?? 0) - (sums[one] ?? 0));
}

function makePiece(index: TreeIndex, division: Division, row: number): Piece {
  const chain = listChain(index, division, row);
  const label = chain.map((one) => readString(index.strings, index.label[one] ?? 0)).join('.');
  return { label, row: chain.at(-1) ?? row, division, children: undefined, rest: undefined };
}

/** A row and those below that each hold all its bytes: they are one piece (`agent.model`). */
function listChain(index: TreeIndex, division: Division, row: number): number[] {
  const chain = [row];
  for (let rows = listHolders(index, division, row); rows.length === 1;) {
    const [only = 0] = rows;
    if (division.sums[only] !== division.sums[row]) break;
    chain.push(only);
    rows = listHolders(index, division, only);
  }
  return chain;
}

/** Direct children that hold bytes. */
function listHolders(index: TreeIndex, { sums }: Division, row: number): number[] {
  const rows: number[] = [];
  for (let child = row + 1; child < (index.end[row] ?? 0); child = index.end[child] ?? index.nodes) {
    if ((sums[child] ?? 0) > 0) rows.push(child);
  }
  return rows;
}

function sumRest({ sums }: Division, rows: readonly number[]): { count: number; bytes: number } {
  return { count: rows.length, bytes: rows.reduce((sum, row) => sum + (sums[row] ?? 0), 0) };
}

function toBlock(piece: Piece): TreemapBlock {
  const { label, division, children, rest } = piece;
  const { category } = division;
  const node = division.nodeFor(piece.row);
  const blocks = (children ?? []).map(toBlock);
  const target = node !== undefined && { node };
  if (rest) blocks.push({ label: `${rest.count} more`, bytes: rest.bytes, category, ...target });
  return {
    label,
    bytes: bytesOf(piece),
    category,
    ...target,
    ...(blocks.length > 0 && { children: blocks }),
  };
}
