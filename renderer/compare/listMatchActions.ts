import { MATCH_STATUSES, NO_STATUS } from '../../shared/comparison.ts';
import { listGroups, listNameCopy, listUnfolding, listValueCopy, type RowMenuItems } from '../grid/rowMenuItems.ts';
import { hasChildren } from '../grid/treeModel.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import type { MenuGroup } from '../ui/Menu.tsx';
import type { ComparedTree } from './useComparisonTree.ts';

/** One of the two files of a comparison. */
export type Side = 'left' | 'right';

export interface MatchActionsParams {
  readonly compared: Pick<ComparedTree, 'model' | 'tree'>;
  readonly node: number;
  /** How many rows are selected, the node among them. */
  readonly selected: number;
  readonly copy: (what: 'name' | 'value') => void;
  readonly openSubtree: (node: number) => void;
  /** Shows a tensor in the tree of one file. */
  readonly showIn: (side: Side, node: number) => void;
}

/** What can be done with a row of a comparison: no more than applies to it. */
export function listMatchActions(params: MatchActionsParams): readonly MenuGroup[] {
  const { compared, node, selected, copy } = params;
  const copies =
    selected > 1
      ? listNameCopy(`Copy ${formatCount(selected)} rows as a table`, () => copy('name'))
      : [...listNameCopy('Copy the name', () => copy('name')), ...listValueCopy('Copy the row', () => copy('value'))];
  return listGroups([[...listSides(params), ...listUnfolding(compared.model, node, params.openSubtree)], copies]);
}

/** Trees in which a tensor stands; a group may stand in several places of one. */
function listSides({ compared: { tree }, node, showIn }: MatchActionsParams): RowMenuItems {
  const code = tree.status[node] ?? NO_STATUS;
  if (code === NO_STATUS || hasChildren(tree.index, node)) return [];
  const status = MATCH_STATUSES[code];
  const left: RowMenuItems = [{ id: 'left', label: 'Show in A’s tree', onChoose: () => showIn('left', node) }];
  const right: RowMenuItems = [{ id: 'right', label: 'Show in B’s tree', onChoose: () => showIn('right', node) }];
  return [...(status === 'added' ? [] : left), ...(status === 'removed' ? [] : right)];
}
