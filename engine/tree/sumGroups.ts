import type { FigureTable } from '../stats/figureTable.ts';
import { addSums, emptySums, sumsOf, type GroupSums } from '../stats/groupFigures.ts';
import { hasShape } from './kindCodes.ts';
import { isCounter } from './distinctTensors.ts';
import type { Tree } from './tree.ts';

/**
 * Sums of every group from those of its tensors that are known; each distinct tensor once in each group, integers left out.
 * Linear in the rows: sums travel upwards once. A repeated row counts on its own, up to where it meets the row before it.
 */
export function sumGroups(
  { index, firstOf }: Pick<Tree, 'index' | 'firstOf'>,
  figures: FigureTable,
): ReadonlyMap<number, GroupSums> {
  const groups = new Map<number, GroupSums>();
  const addTo = (node: number, sums: GroupSums) => {
    const group = groups.get(node) ?? emptySums();
    addSums(group, sums);
    groups.set(node, group);
  };
  const sumsOfTensor = (node: number): GroupSums | undefined => {
    const row = isCounter(index, node) ? undefined : figures.row(node);
    return row && sumsOf(row);
  };
  for (let node = index.nodes - 1; node > 0; node--) {
    const isRepeated = firstOf.has(node);
    const sums = hasShape(index, node) ? (isRepeated ? undefined : sumsOfTensor(node)) : groups.get(node);
    if (sums !== undefined) addTo(index.parent[node] ?? 0, sums);
  }
  const before = new Map<number, number>();
  for (const [node, first] of [...firstOf].sort(([one], [other]) => one - other)) {
    const sums = hasShape(index, node) ? sumsOfTensor(first) : undefined;
    const last = before.get(first) ?? first;
    before.set(first, node);
    if (sums === undefined) continue;
    for (let up = index.parent[node] ?? 0; up > last; up = index.parent[up] ?? 0) addTo(up, sums);
  }
  return groups;
}
