import {
  NODE_KINDS,
  NodeFlag,
  type FigureCondition,
  type NodeKind,
  type TreeFilter,
  type TreeIndex,
} from '../../shared/treeIndex.ts';
import type { ByteAutomaton } from './byteAutomaton.ts';
import { KIND_CODE, hasShape } from './kindCodes.ts';
import { matchNames, matchNamesByRegex } from './matchNames.ts';
import { compileGlob, compileText } from './namePattern.ts';
import { compileRegex } from './compileRegex.ts';
import { foldedStrings, type SearchableTree } from './searchableTree.ts';
import { matchesShape, parseShapePattern } from './shapePattern.ts';
import { countStrings, readString } from './stringTable.ts';

/** Which nodes satisfy a filter themselves, and how many they are. */
export interface FilterHits {
  /** 1 for a hit, by node. The root is none. */
  readonly isHit: Uint8Array;
  readonly hits: number;
  /** Distinct tensors among the hits. */
  readonly tensorHits: number;
}

/** @throws InspectError `usage` for a pattern that cannot be read. */
export function filterTree(tree: SearchableTree, filter: TreeFilter): FilterHits {
  const isHit = filter.text === '' ? new Uint8Array(tree.index.nodes).fill(1) : matchText(tree, filter);
  isHit[0] = 0;
  keepTensors(tree.index, filter, isHit);
  keepFigures(tree, filter.figures ?? [], isHit);
  return { isHit, ...countHits(tree, isHit) };
}

/** Hits and distinct tensors among them. */
export function countHits(
  tree: Pick<SearchableTree, 'index' | 'firstOf'>,
  isHit: Uint8Array,
): Omit<FilterHits, 'isHit'> {
  const { kind, flags } = tree.index;
  let hits = 0;
  let tensorHits = 0;
  const seen = new Set<number>();
  for (let node = 1; node < isHit.length; node++) {
    if (isHit[node] === 0) continue;
    hits++;
    if (kind[node] !== KIND_CODE.tensor) continue;
    const first = (flags[node] ?? 0) & NodeFlag.repeated ? tree.firstOf.get(node) : undefined;
    if (first === undefined) tensorHits++;
    else if (isHit[first] === 0 && !seen.has(first)) {
      seen.add(first);
      tensorHits++;
    }
  }
  return { hits, tensorHits };
}

function matchText(tree: SearchableTree, filter: TreeFilter): Uint8Array {
  const name = COMPILERS[filter.syntax](filter.text, 'name');
  const matches = name instanceof RegExp ? matchNamesByRegex(tree.index, name) : matchNames(tree, name);
  if (filter.in === 'names-and-values') {
    const value = COMPILERS[filter.syntax](filter.text, 'value');
    addValueMatches(tree, value, matches);
  }
  return matches;
}

type Compile = (pattern: string, over: 'name' | 'value') => ByteAutomaton | RegExp;

const COMPILERS: { readonly [syntax in TreeFilter['syntax']]: Compile } = {
  text: compileText,
  glob: compileGlob,
  regex: compileRegex,
};

/** Kinds whose short text is a value of its own, not a list of what they hold: their children are searched anyway. */
const VALUE_KINDS: readonly NodeKind[] = ['str', 'bytes', 'int', 'float', 'bool', 'none', 'global', 'torch', 'object'];
const IS_VALUE_KIND: Uint8Array = Uint8Array.from(NODE_KINDS, (kind) => (VALUE_KINDS.includes(kind) ? 1 : 0));

function showsValue(index: TreeIndex, node: number): boolean {
  return IS_VALUE_KIND[index.kind[node] ?? 0] === 1 && index.end[node] === node + 1;
}

const UNTRIED = 0;
const MATCHES = 1;
const DIFFERS = 2;

function addValueMatches(tree: SearchableTree, matcher: ByteAutomaton | RegExp, matches: Uint8Array): void {
  const { index } = tree;
  const known = new Uint8Array(countStrings(index.strings));
  for (let node = 1; node < index.nodes; node++) {
    if (matches[node] === 1 || !showsValue(index, node)) continue;
    const number = index.summary[node] ?? 0;
    if (known[number] === UNTRIED) known[number] = matchesValue(tree, number, matcher) ? MATCHES : DIFFERS;
    if (known[number] === MATCHES) matches[node] = 1;
  }
}

/** A string's short text has quotes around it; a pattern may name them or leave them out. */
function matchesValue(tree: SearchableTree, number: number, matcher: ByteAutomaton | RegExp): boolean {
  const strings = matcher instanceof RegExp ? tree.index.strings : foldedStrings(tree);
  const start = strings.offsets[number] ?? 0;
  const end = strings.offsets[number + 1] ?? 0;
  if (matcher instanceof RegExp) {
    const text = readString(strings, number);
    return matcher.test(text) || matcher.test(text.replace(/^(["'])(.*)\1$/s, '$2'));
  }
  const whole = matcher.run(matcher.start, strings.bytes, start, end);
  if (matcher.accepts(whole)) return true;
  const first = strings.bytes[start];
  const isQuoted = (first === 0x22 || first === 0x27) && end - start >= 2 && strings.bytes[end - 1] === first;
  return isQuoted && matcher.accepts(matcher.run(matcher.start, strings.bytes, start + 1, end - 1));
}

/** Takes away what is no tensor of the wanted dtype, shape, size and flags, where any of these is wanted. */
function keepTensors(index: TreeIndex, filter: TreeFilter, isHit: Uint8Array): void {
  const shape = filter.shape.trim() === '' ? undefined : parseShapePattern(filter.shape);
  const { minBytes, maxBytes = Infinity, flags } = filter;
  if (filter.dtypes.length === 0 && !shape && minBytes <= 0 && maxBytes === Infinity && flags === undefined) return;
  const wanted = new Set(filter.dtypes);
  const isWanted = index.dtypes.map((dtype) => wanted.size === 0 || wanted.has(dtype));
  for (let node = 1; node < index.nodes; node++) {
    if (isHit[node] === 0) continue;
    const bytes = index.bytes[node] ?? 0;
    const fits =
      hasShape(index, node) &&
      isWanted[index.dtype[node] ?? 0] === true &&
      bytes >= minBytes &&
      bytes <= maxBytes &&
      (flags === undefined || ((index.flags[node] ?? 0) & flags) !== 0) &&
      (!shape || matchesShape(shape, index.dims.subarray(index.shapeStart[node], index.shapeStart[node + 1])));
    if (!fits) isHit[node] = 0;
  }
}

/** Takes away what is no tensor, and tensors whose figures are not known or fail a condition. */
function keepFigures(
  { index, figures }: SearchableTree,
  conditions: readonly FigureCondition[],
  isHit: Uint8Array,
): void {
  if (conditions.length === 0) return;
  for (let node = 1; node < index.nodes; node++) {
    if (isHit[node] === 0) continue;
    const fits = hasShape(index, node) && conditions.every((condition) => figures?.satisfies(node, condition) === true);
    if (!fits) isHit[node] = 0;
  }
}
