import { MATCH_STATUSES, type ComparisonTree } from '../../shared/comparison.ts';
import type { TreeIndex } from '../../shared/treeIndex.ts';

/** Types of counters and masks, whose changes are no weights'. */
const COUNTER = /^(?:u?int|bool)/u;
const IDENTICAL = MATCH_STATUSES.indexOf('identical');

/**
 * The next row that differs after a node, in the order of `rows`, in which everything is unfolded; after the last one the first.
 * Groups differ by what they hold and are passed over. Undefined where nothing differs.
 */
export function findNextChange(
  {
    index,
    status,
    differing,
  }: Pick<ComparisonTree, 'status' | 'differing'> & { readonly index: Pick<TreeIndex, 'end'> },
  rows: Uint32Array,
  from: number | undefined,
): number | undefined {
  const start = from === undefined ? -1 : rows.indexOf(from);
  for (let step = 1; step <= rows.length; step++) {
    const node = rows[(start + step) % rows.length] ?? 0;
    const isTensor = isLeaf(index, node) && (differing[node] ?? 0) > 0;
    if (isTensor && status[node] !== IDENTICAL) return node;
  }
  return undefined;
}

/** The most changed tensors below a node, the most changed first; identical ones are left out, as are counters. */
export function listMostChanged(
  { index, relL2 }: Pick<ComparisonTree, 'relL2'> & { readonly index: Pick<TreeIndex, 'end' | 'dtype' | 'dtypes'> },
  group: number,
  most: number,
): readonly number[] {
  const found: number[] = [];
  const end = index.end[group] ?? 0;
  for (let node = group + 1; node < end; node++) {
    const change = relL2[node] ?? Number.NaN;
    const isListed = isLeaf(index, node) && !isCounter(index, node);
    if (!isListed || !(change > (relL2[found[most - 1] ?? -1] ?? 0))) continue;
    const place = found.findIndex((other) => (relL2[other] ?? 0) < change);
    found.splice(place < 0 ? found.length : place, 0, node);
    if (found.length > most) found.pop();
  }
  return found;
}

function isLeaf({ end }: Pick<TreeIndex, 'end'>, node: number): boolean {
  return end[node] === node + 1;
}

function isCounter({ dtype, dtypes }: Pick<TreeIndex, 'dtype' | 'dtypes'>, node: number): boolean {
  return COUNTER.test(dtypes[dtype[node] ?? 0] ?? '');
}
