import { listGroups, listNameCopy, listUnfolding, listValueCopy } from '../grid/rowMenuItems.ts';
import type { TreeModel } from '../grid/treeModel.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import type { MenuGroup } from '../ui/Menu.tsx';
import { nameComparing } from './checkpointLabels.ts';

export interface SeriesActionsParams {
  readonly model: TreeModel;
  readonly node: number;
  /** How many rows are selected, the node among them. */
  readonly selected: number;
  readonly labels: readonly string[];
  /** Position of the checkpoint that is chosen. */
  readonly chosen: number;
  readonly copy: (what: 'name' | 'value') => void;
  readonly openSubtree: (node: number) => void;
  /** Compares the chosen checkpoint with the one before it. */
  readonly compare: () => void;
}

/** What can be done with a row of a series: no more than applies to it. */
export function listSeriesActions(params: SeriesActionsParams): readonly MenuGroup[] {
  const { model, node, selected, labels, chosen, copy } = params;
  const many = selected > 1 ? formatCount(selected) : undefined;
  const comparing = { id: 'compare', label: nameComparing(labels, chosen), chord: 'Enter', onChoose: params.compare };
  return listGroups([
    [...(labels.length > 1 ? [comparing] : []), ...listUnfolding(model, node, params.openSubtree)],
    [
      ...listNameCopy(many === undefined ? 'Copy the name' : `Copy ${many} names`, () => copy('name')),
      ...listValueCopy(many === undefined ? 'Copy the row' : `Copy ${many} rows as a table`, () => copy('value')),
    ],
  ]);
}
