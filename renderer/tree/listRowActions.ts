import { listGroups, listNameCopy, listUnfolding, listValueCopy, type RowMenuItems } from '../grid/rowMenuItems.ts';
import { kindOf, type TreeModel } from '../grid/treeModel.ts';
import { isTensorRow } from '../statistics/settledRows.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import type { MenuGroup } from '../ui/Menu.tsx';
import type { Clipboard } from './useClipboard.ts';

export interface RowActionsParams {
  readonly model: TreeModel;
  readonly node: number;
  /** Selected rows, the node among them. */
  readonly selected: Uint32Array;
  readonly copy: Clipboard['copy'];
  readonly openTensor: (node: number) => void;
  readonly openSubtree: (node: number) => void;
  readonly compute: (nodes: Uint32Array) => void;
}

/** What can be done with a row, or with all selected rows: no more than applies to it. */
export function listRowActions(params: RowActionsParams): readonly MenuGroup[] {
  return listGroups([listViews(params), listCopies(params), listStatistics(params)]);
}

function listViews({ model, node, openTensor, openSubtree }: RowActionsParams): RowMenuItems {
  const tensor: RowMenuItems = [
    { id: 'tensor', label: 'Open the tensor page', chord: 'Enter', onChoose: () => openTensor(node) },
  ];
  return [...(isTensorRow(model.index, node) ? tensor : []), ...listUnfolding(model, node, openSubtree)];
}

function listCopies({ model, node, selected, copy }: RowActionsParams): RowMenuItems {
  const rows = selected.length;
  const python: RowMenuItems = [
    { id: 'python', label: 'Copy the path as Python', onChoose: () => copy('python', node) },
  ];
  // What holds tensors is told by its path: its value would be too long for a clipboard.
  const holdsTensors = isTensorRow(model.index, node) || (model.index.tensors[node] ?? 0) > 0;
  return [
    ...listNameCopy(rows > 1 ? `Copy ${formatCount(rows)} rows as a table` : 'Copy the name', () => copy('name', node)),
    // A module is a part of dotted keys, which Python does not know.
    ...(kindOf(model.index, node) === 'module' ? [] : python),
    ...(holdsTensors ? [] : listValueCopy('Copy the value', () => copy('value', node))),
  ];
}

function listStatistics({ model, selected, compute }: RowActionsParams): RowMenuItems {
  const nodes = selected.filter((node) => isTensorRow(model.index, node) || (model.index.tensors[node] ?? 0) > 0);
  if (nodes.length === 0) return [];
  const label = nodes.length === 1 ? 'Compute statistics' : `Compute statistics of ${formatCount(nodes.length)} rows`;
  return [{ id: 'statistics', label, onChoose: () => compute(nodes) }];
}
