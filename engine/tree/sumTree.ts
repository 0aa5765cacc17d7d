import { MIXED_DTYPE, NO_DTYPE } from '../../shared/treeIndex.ts';
import { KIND_CODE } from './kindCodes.ts';

/** The columns that {@link sumTree} reads and completes, by preorder number. */
export interface SummedColumns {
  readonly parent: Int32Array;
  readonly end: Uint32Array;
  readonly kind: Uint8Array;
  /** 1 for a tensor. */
  readonly tensors: Uint32Array;
  readonly elements: Float64Array;
  readonly bytes: Float64Array;
  readonly dtype: Uint8Array;
}

/** What the rows below a row add up to. Counts are signed: a repeated tensor is taken off before it is counted. */
interface Below {
  readonly tensors: Int32Array;
  readonly elements: Float64Array;
  readonly bytes: Float64Array;
  readonly dtype: Uint8Array;
}

/**
 * Sums tensors, elements and bytes over every subtree, in place. A tensor that several rows show counts once in each
 * subtree: two neighbouring rows of it are both counted up to their lowest common ancestor, so one is taken off there.
 * Rows of tensors and arrays keep their own figures; arrays are shown but not counted above. Dtypes that differ merge into
 * {@link MIXED_DTYPE}.
 *
 * @param repeated rows of a tensor that has a row further up too, each with the nearest one above in preorder.
 */
export function sumTree(columns: SummedColumns, repeated: ReadonlyMap<number, number>): void {
  const count = columns.parent.length;
  const below: Below = {
    tensors: new Int32Array(count),
    elements: new Float64Array(count),
    bytes: new Float64Array(count),
    dtype: new Uint8Array(count).fill(NO_DTYPE),
  };
  subtractRepeats(columns, repeated, below);
  for (let node = count - 1; node >= 0; node--) {
    const kind = columns.kind[node];
    const up = columns.parent[node] ?? -1;
    if (up >= 0) addTo(below, up, below, node);
    if (kind === KIND_CODE.tensor && up >= 0) addTo(below, up, columns, node);
    if (kind !== KIND_CODE.tensor && kind !== KIND_CODE.ndarray) showSums(columns, below, node);
  }
}

function addTo(
  sums: Below,
  up: number,
  from: Omit<Below, 'tensors'> & { readonly tensors: Column },
  node: number,
): void {
  sums.tensors[up] = at(sums.tensors, up) + at(from.tensors, node);
  sums.elements[up] = at(sums.elements, up) + at(from.elements, node);
  sums.bytes[up] = at(sums.bytes, up) + at(from.bytes, node);
  sums.dtype[up] = mergeDtypes(at(sums.dtype, up), at(from.dtype, node));
}

function showSums(columns: SummedColumns, below: Below, node: number): void {
  columns.tensors[node] = at(below.tensors, node);
  columns.elements[node] = at(below.elements, node);
  columns.bytes[node] = at(below.bytes, node);
  columns.dtype[node] = at(below.dtype, node);
}

function subtractRepeats(columns: SummedColumns, repeated: ReadonlyMap<number, number>, below: Below): void {
  if (repeated.size === 0) return;
  const meetings = findMeetings(columns, repeated);
  for (const node of repeated.keys()) {
    const meeting = meetings.get(node) ?? 0;
    below.tensors[meeting] = at(below.tensors, meeting) - at(columns.tensors, node);
    below.elements[meeting] = at(below.elements, meeting) - at(columns.elements, node);
    below.bytes[meeting] = at(below.bytes, meeting) - at(columns.bytes, node);
  }
}

/**
 * For each pair its lowest common ancestor: of the nodes above the second, the deepest one that begins at or before the
 * first. One pass with the line of ancestors at hand, and a binary search in it, so that depth does not multiply the cost.
 */
function findMeetings(columns: SummedColumns, pairs: ReadonlyMap<number, number>): Map<number, number> {
  const meetings = new Map<number, number>();
  const line: number[] = [];
  for (let node = 0; node < columns.parent.length && meetings.size < pairs.size; node++) {
    while (line.length > 0 && at(columns.end, line.at(-1) ?? 0) <= node) line.pop();
    const before = pairs.get(node);
    if (before !== undefined) meetings.set(node, lastAtMost(line, before));
    line.push(node);
  }
  return meetings;
}

function lastAtMost(ascending: readonly number[], bound: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (at(ascending, middle) <= bound) low = middle;
    else high = middle - 1;
  }
  return at(ascending, low);
}

function mergeDtypes(one: number, other: number): number {
  if (one === NO_DTYPE || one === other) return other;
  return other === NO_DTYPE ? one : MIXED_DTYPE;
}

interface Column {
  readonly [index: number]: number | undefined;
}

function at(column: Column, index: number): number {
  return column[index] ?? 0;
}
