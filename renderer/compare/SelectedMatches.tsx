import type { ReactElement } from 'react';
import { MATCH_STATUSES } from '../../shared/comparison.ts';
import { Section } from '../detail/Section.tsx';
import { hasChildren } from '../grid/treeModel.ts';
import { formatCounted } from '../ui/format/formatCount.ts';
import { StatusList } from './StatusList.tsx';
import type { ComparedTree } from './useComparisonTree.ts';

export interface SelectedMatchesProps {
  readonly compared: ComparedTree;
  readonly nodes: Uint32Array;
}

/** Several selected rows: how many tensors of each status they hold. */
export function SelectedMatches({ compared, nodes }: SelectedMatchesProps): ReactElement {
  const counts = countSelected(compared, nodes);
  return (
    <Section title={formatCounted(nodes.length, 'row')} note="selected">
      <StatusList counts={counts} />
    </Section>
  );
}

/** Tensors at or below the nodes, each once. */
function countSelected({ tree }: ComparedTree, nodes: Uint32Array): Readonly<Record<string, number>> {
  const counts: Record<string, number> = Object.fromEntries(MATCH_STATUSES.map((status) => [status, 0]));
  let done = 0;
  for (const node of nodes) {
    const end = tree.index.end[node] ?? 0;
    for (let below = Math.max(node, done); below < end; below++) {
      const status = MATCH_STATUSES[tree.status[below] ?? -1];
      if (status && !hasChildren(tree.index, below)) counts[status] = (counts[status] ?? 0) + 1;
    }
    done = Math.max(done, end);
  }
  return counts;
}
