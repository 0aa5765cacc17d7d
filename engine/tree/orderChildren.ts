import {
  FIGURE_SORT_KEYS,
  NO_DTYPE,
  type FigureSortKey,
  type SortKey,
  type TreeIndex,
} from '../../shared/treeIndex.ts';
import { hasShape } from './kindCodes.ts';
import type { ChildOrder, SearchableTree } from './searchableTree.ts';
import { countStrings, readString } from './stringTable.ts';

/** Orders kept per tree: the one in use and the one before, so that a click back is free. */
const KEPT_ORDERS = 2;
/** The rank of rows that lack the figure: they come last in both directions. */
const MISSING = 0xffffffff;

/**
 * The children of every node, sorted by a key. Linear in the nodes once the keys are ranked, so
 * that opening one more node costs nothing.
 */
export function orderChildren(tree: SearchableTree, key: SortKey, descending: boolean): ChildOrder {
  const version = isFigureKey(key) ? (tree.figures?.version ?? 0) : 0;
  const name = `${key} ${descending ? 'descending' : 'ascending'} ${version}`;
  const known = tree.orders.find((order) => order.name === name);
  if (known) return known;
  const ranks = isFigureKey(key) ? rankFigures(tree, key) : RANKS[key](tree.index);
  if (descending) reverseRanks(ranks);
  const order = { name, ...distributeChildren(tree.index.parent, sortByRank(ranks)) };
  tree.orders.push(order);
  if (tree.orders.length > KEPT_ORDERS) tree.orders.shift();
  return order;
}

/** For each key, a number per node that sorts like it; equal keys have equal numbers. */
const RANKS: { readonly [key in Exclude<SortKey, FigureSortKey>]: (index: TreeIndex) => Uint32Array } = {
  file: (index) => Uint32Array.from(index.parent.keys()),
  name: (index) => lookUp(rankStrings(index, index.label), index.label),
  type: (index) => lookUp(rankStrings(index, index.type), index.type),
  dtype: rankDtypes,
  shape: rankShapes,
  elements: (index) => rankNumbers(index.elements, (node) => index.dtype[node] === NO_DTYPE),
  bytes: (index) => rankNumbers(index.bytes, (node) => index.dtype[node] === NO_DTYPE),
  storage: (index) => rankNumbers(Float64Array.from(index.storage), (node) => index.storage[node] === -1),
};

function isFigureKey(key: SortKey): key is FigureSortKey {
  return FIGURE_SORT_KEYS.some((name) => name === key);
}

function rankFigures({ index, figures }: SearchableTree, key: FigureSortKey): Uint32Array {
  const values = Float64Array.from({ length: index.nodes }, (_, node) => figures?.figure(node, key) ?? Number.NaN);
  return rankNumbers(values, (node) => Number.isNaN(values[node]));
}

function lookUp(ranks: Uint32Array, numbers: Uint32Array): Uint32Array {
  return numbers.map((number) => ranks[number] ?? 0);
}

/** Ranks of those strings of the table that `used` names, in natural order. */
function rankStrings(index: TreeIndex, used: Uint32Array): Uint32Array {
  const isUsed = new Uint8Array(countStrings(index.strings));
  for (const number of used) isUsed[number] = 1;
  const numbers: number[] = [];
  isUsed.forEach((flag, number) => flag === 1 && numbers.push(number));
  const keys = new Map(numbers.map((number) => [number, naturalKey(readString(index.strings, number))]));
  numbers.sort((one, other) => compareText(keys.get(one) ?? '', keys.get(other) ?? ''));
  const ranks = new Uint32Array(isUsed.length);
  numbers.forEach((number, rank) => {
    ranks[number] = rank;
  });
  return ranks;
}

/**
 * Text that sorts by code units as people expect of the original: case does not matter at first, and numbers go by value
 * (`layers.2` before `layers.10`), which is why each run of digits is led by its length.
 */
export function naturalKey(text: string): string {
  const folded = text.toLowerCase().replace(/\d+/g, (digits) => {
    const value = digits.replace(/^0+(?=\d)/, '');
    return `0${String.fromCharCode(0x30 + Math.min(value.length, 0xff00))}${value}`;
  });
  return `${folded}\0${text}`;
}

export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function rankDtypes(index: TreeIndex): Uint32Array {
  const names = index.dtypes.map((name, number) => ({ name: naturalKey(name), number }));
  names.sort((one, other) => compareText(one.name, other.name));
  const ranks = new Uint32Array(256).fill(names.length);
  names.forEach(({ number }, rank) => {
    ranks[number] = rank;
  });
  ranks[NO_DTYPE] = MISSING;
  return Uint32Array.from(index.dtype, (dtype) => ranks[dtype] ?? MISSING);
}

/** By rank first, then dimension by dimension. */
function rankShapes(index: TreeIndex): Uint32Array {
  const { shapeStart, dims } = index;
  const numbers = new Map<string, number>();
  const shapes: Float64Array[] = [];
  const ofNode = new Uint32Array(index.nodes).fill(MISSING);
  for (let node = 0; node < index.nodes; node++) {
    if (!hasShape(index, node)) continue;
    const shape = dims.subarray(shapeStart[node], shapeStart[node + 1]);
    const key = shape.join(',');
    const number = numbers.get(key) ?? shapes.push(shape) - 1;
    numbers.set(key, number);
    ofNode[node] = number;
  }
  const order = shapes.map((_, number) => number);
  order.sort((one, other) => compareShapes(shapes[one] ?? dims, shapes[other] ?? dims));
  const ranks = new Uint32Array(shapes.length);
  order.forEach((number, rank) => {
    ranks[number] = rank;
  });
  return ofNode.map((number) => ranks[number] ?? MISSING);
}

function compareShapes(one: Float64Array, other: Float64Array): number {
  if (one.length !== other.length) return one.length - other.length;
  const place = one.findIndex((size, dimension) => size !== other[dimension]);
  return place < 0 ? 0 : (one[place] ?? 0) - (other[place] ?? 0);
}

function rankNumbers(values: Float64Array, isMissing: (node: number) => boolean): Uint32Array {
  const sorted = Float64Array.from(values).sort();
  let distinct = 0;
  for (let place = 0; place < sorted.length; place++) {
    if (place === 0 || sorted[place] !== sorted[distinct - 1]) sorted[distinct++] = sorted[place] ?? 0;
  }
  const ranks = new Uint32Array(values.length);
  for (let node = 0; node < values.length; node++) {
    ranks[node] = isMissing(node) ? MISSING : findNumber(sorted, distinct, values[node] ?? 0);
  }
  return ranks;
}

function findNumber(ascending: Float64Array, length: number, value: number): number {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function reverseRanks(ranks: Uint32Array): void {
  for (let node = 0; node < ranks.length; node++) {
    const rank = ranks[node] ?? MISSING;
    if (rank !== MISSING) ranks[node] = MISSING - 1 - rank;
  }
}

/** Node numbers by rank, equal ranks by number: a radix sort over 16 bits at a time, which is stable. */
function sortByRank(ranks: Uint32Array): Uint32Array {
  const sorted = Uint32Array.from(ranks.keys());
  const spare = new Uint32Array(ranks.length);
  sortByBits(ranks, 0, sorted, spare);
  sortByBits(ranks, 16, spare, sorted);
  return sorted;
}

function sortByBits(ranks: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): void {
  const starts = new Uint32Array(0x10001);
  for (const rank of ranks) {
    const digit = ((rank >>> shift) & 0xffff) + 1;
    starts[digit] = (starts[digit] ?? 0) + 1;
  }
  for (let digit = 0; digit < 0x10000; digit++) starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
  for (const node of from) {
    const digit = ((ranks[node] ?? 0) >>> shift) & 0xffff;
    const place = starts[digit] ?? 0;
    starts[digit] = place + 1;
    to[place] = node;
  }
}

/** Deals sorted nodes out to their parents, which keeps them sorted there. */
function distributeChildren(parent: Int32Array, sorted: Uint32Array): Omit<ChildOrder, 'name'> {
  const start = new Uint32Array(parent.length + 1);
  for (let node = 1; node < parent.length; node++) {
    const above = (parent[node] ?? 0) + 1;
    start[above] = (start[above] ?? 0) + 1;
  }
  for (let node = 0; node < parent.length; node++) start[node + 1] = (start[node + 1] ?? 0) + (start[node] ?? 0);
  const next = start.slice();
  const children = new Uint32Array(Math.max(0, parent.length - 1));
  for (const node of sorted) {
    const above = parent[node] ?? -1;
    if (above < 0) continue;
    const place = next[above] ?? 0;
    next[above] = place + 1;
    children[place] = node;
  }
  return { start, children };
}
