import type { TreeFilter } from '../../shared/treeIndex.ts';
import { editDistance } from './editDistance.ts';
import { filterTree } from './filterTree.ts';
import { foldCase } from './namePattern.ts';
import type { SearchableTree } from './searchableTree.ts';
import { readString } from './stringTable.ts';

/** Labels that are compared with what was typed; a tree with more distinct ones has names that are mostly numbers. */
const MAX_LABELS = 100_000;
const WILDCARDS = /[*?[\]{}\\]/;

/**
 * "Did you mean": the filter's pattern with each part that no name holds replaced by the nearest one that some name does
 * (`*.qkv.wieght` → `*.qkv.weight`). Undefined where nothing near gives hits.
 */
export function suggestPattern(tree: SearchableTree, filter: TreeFilter): string | undefined {
  if (filter.text.trim() === '' || filter.syntax === 'regex') return undefined;
  const labels = listLabels(tree);
  const parts = filter.text.split('.');
  const suggested = parts.map((part) => suggestPart(labels, part, filter.syntax)).join('.');
  if (suggested === filter.text) return undefined;
  return filterTree(tree, { ...filter, text: suggested }).hits > 0 ? suggested : undefined;
}

function suggestPart(labels: readonly string[], part: string, syntax: TreeFilter['syntax']): string {
  const typed = foldCase(part);
  if (typed === '' || (syntax === 'glob' && WILDCARDS.test(part))) return part;
  const isKnown = (label: string): boolean => (syntax === 'glob' ? label === typed : label.includes(typed));
  let best = part;
  let bestDistance = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const original of labels) {
    const label = foldCase(original);
    if (isKnown(label)) return part;
    if (Math.abs(label.length - typed.length) >= bestDistance) continue;
    const distance = editDistance(typed, label, bestDistance - 1);
    if (distance < bestDistance) {
      best = original;
      bestDistance = distance;
    }
  }
  return best;
}

/** Distinct labels in the order in which the tree shows them first. */
function listLabels({ index }: SearchableTree): readonly string[] {
  const seen = new Set<number>();
  for (let node = 1; node < index.nodes && seen.size < MAX_LABELS; node++) seen.add(index.label[node] ?? 0);
  return [...seen].map((number) => readString(index.strings, number));
}
