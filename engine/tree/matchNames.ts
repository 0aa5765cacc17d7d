import type { TreeIndex } from '../../shared/treeIndex.ts';
import type { ByteAutomaton } from './byteAutomaton.ts';
import { foldedStrings, type SearchableTree } from './searchableTree.ts';
import { readString } from './stringTable.ts';

const DOT = 0x2e;
/** Characters of a full name that a regular expression sees; a longer one loses its beginning. */
const MAX_NAME_LENGTH = 4096;
/** Levels whose names are held; rows further down go by their label alone. Only files made to do harm are nested so deeply. */
const MAX_NAMED_DEPTH = 1000;

/**
 * 1 where the full name matches. The automaton's state after a parent's name is where its children go on, so that the
 * work is one pass over the labels, not over the names.
 */
export function matchNames(tree: SearchableTree, automaton: ByteAutomaton): Uint8Array {
  const { nodes, parent, end, label } = tree.index;
  const { offsets, bytes } = foldedStrings(tree);
  const matches = new Uint8Array(nodes);
  const stateOf = new Int32Array(nodes);
  for (let node = 1; node < nodes; node++) {
    const above = parent[node] ?? 0;
    const before = above === 0 ? automaton.start : automaton.step(stateOf[above] ?? 0, DOT);
    const number = label[node] ?? 0;
    const state = automaton.run(before, bytes, offsets[number] ?? 0, offsets[number + 1] ?? 0);
    if (automaton.acceptsAlways(state)) {
      const after = end[node] ?? node + 1;
      matches.fill(1, node, after);
      node = after - 1;
      continue;
    }
    stateOf[node] = state;
    if (automaton.accepts(state)) matches[node] = 1;
  }
  return matches;
}

/** 1 where a regular expression matches the full name. Builds every name, so it costs several times what an automaton does. */
export function matchNamesByRegex(index: TreeIndex, regex: RegExp): Uint8Array {
  const matches = new Uint8Array(index.nodes);
  const labels: (string | undefined)[] = [];
  const line: { readonly node: number; readonly name: string }[] = [];
  for (let node = 1; node < index.nodes; node++) {
    while (line.length > 0 && (index.end[line.at(-1)?.node ?? 0] ?? 0) <= node) line.pop();
    const number = index.label[node] ?? 0;
    const label = (labels[number] ??= readString(index.strings, number));
    const above = line.at(-1);
    const prefix = above?.node === index.parent[node] ? above?.name : undefined;
    let name = prefix === undefined ? label : `${prefix}.${label}`;
    if (name.length > MAX_NAME_LENGTH) name = name.slice(-MAX_NAME_LENGTH);
    if (regex.test(name)) matches[node] = 1;
    if ((index.end[node] ?? 0) > node + 1 && line.length < MAX_NAMED_DEPTH) line.push({ node, name });
  }
  return matches;
}
