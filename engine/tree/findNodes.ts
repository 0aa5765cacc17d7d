import uFuzzy from '@leeoniya/ufuzzy';
import type { FoundNode } from '../../shared/engineApi.ts';
import type { TreeIndex } from '../../shared/treeIndex.ts';
import { hasShape, kindOf } from './kindCodes.ts';
import { matchNames } from './matchNames.ts';
import { compileText, foldCase } from './namePattern.ts';
import { compileSubsequence } from './compileSubsequence.ts';
import { nameOf } from './nodePath.ts';
import type { SearchableTree } from './searchableTree.ts';
import { readString } from './stringTable.ts';
import type { Tree } from './tree.ts';

/** Names that are ranked; the ranking builds each of them. */
const MAX_CANDIDATES = 4000;
/** Words beyond these do not narrow the search. */
const MAX_WORDS = 8;
/** Words whose order may differ from the name's: all orders of them are tried. */
const MAX_SWAPPED_WORDS = 4;
/** Characters of a name that are looked at: a regular expression runs over them. */
const MAX_NAME_LENGTH = 1000;

/** Word characters may lie apart within a word (`l0` finds `layers.0`), by so many characters. */
const fuzzy = new uFuzzy({
  unicode: true,
  interSplit: String.raw`[^\p{L}\d']+`,
  intraSplit: null,
  intraBound: null,
  intraChars: String.raw`[^\s]`,
  intraIns: 7,
  // Equal ranks keep the file's order.
  compare: () => 0,
});

/**
 * Nodes whose full name holds all words of `text`, loosely, best first. A pass of automata over the labels leaves few
 * enough names to build and rank.
 */
export function findNodes(tree: Tree, search: SearchableTree, text: string, limit: number): readonly FoundNode[] {
  const words = foldCase(text)
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  if (words.length === 0 || limit === 0) return [];
  const nodes = listCandidates(search, words);
  const names = nodes.map((node) => nameOf(tree, node).slice(0, MAX_NAME_LENGTH));
  return rankNames(names, words.join(' '), limit).map(({ place, ranges }) => {
    const node = nodes[place] ?? 0;
    const { index } = tree;
    return { node, name: names[place] ?? '', kind: kindOf(index.kind[node]), detail: describe(index, node), ranges };
  });
}

function listCandidates(search: SearchableTree, words: readonly string[]): number[] {
  const whole = matchAll(search, words, compileText);
  const found = listOnes(whole, MAX_CANDIDATES);
  if (found.length === MAX_CANDIDATES) return found;
  const loose = matchAll(search, words, compileSubsequence);
  for (const node of found) loose[node] = 0;
  const more = listOnes(loose, MAX_CANDIDATES - found.length);
  return [...found, ...more].sort((one, other) => one - other);
}

function matchAll(search: SearchableTree, words: readonly string[], compile: typeof compileText): Uint8Array {
  const [first, ...others] = words.map((word) => matchNames(search, compile(word)));
  const matches = first ?? new Uint8Array(search.index.nodes);
  for (const other of others)
    for (let node = 0; node < matches.length; node++) matches[node] = (matches[node] ?? 0) & (other[node] ?? 0);
  return matches;
}

function listOnes(flags: Uint8Array, limit: number): number[] {
  const nodes: number[] = [];
  for (let node = flags.indexOf(1); node >= 0 && nodes.length < limit; node = flags.indexOf(1, node + 1))
    nodes.push(node);
  return nodes;
}

function rankNames(names: string[], needle: string, limit: number): { place: number; ranges: readonly number[] }[] {
  const inOrder = fuzzy.search(names, needle, 0, MAX_CANDIDATES);
  const isFound = inOrder[0] !== null && inOrder[0].length > 0;
  const [, info, order] = isFound ? inOrder : fuzzy.search(names, needle, MAX_SWAPPED_WORDS, MAX_CANDIDATES);
  if (!info || !order) return [];
  const ranked = needle.includes(' ')
    ? order
    : putLastPartsFirst(order, (at) => names[info.idx[at] ?? 0] ?? '', needle);
  return ranked.slice(0, limit).map((at) => ({ place: info.idx[at] ?? 0, ranges: [...(info.ranges[at] ?? [])] }));
}

/** One word most often means a name that ends with it: `lr` the learning rate, before all of `lr_schedulers`. */
function putLastPartsFirst(order: readonly number[], nameAt: (at: number) => string, word: string): readonly number[] {
  const isLastPart = (at: number): boolean => `.${foldCase(nameAt(at))}`.endsWith(`.${word}`);
  return [...order.filter(isLastPart), ...order.filter((at) => !isLastPart(at))];
}

function describe(index: TreeIndex, node: number): string {
  if (!hasShape(index, node)) return readString(index.strings, index.summary[node] ?? 0);
  return index.dims.subarray(index.shapeStart[node], index.shapeStart[node + 1]).join('×');
}
