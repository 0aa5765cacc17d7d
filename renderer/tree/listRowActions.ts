import { hasChildren, kindOf, type TreeModel } from '../grid/treeModel.ts';
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
  return [listViews(params), listCopies(params), listStatistics(params)].filter(({ items }) => items.length > 0);
}

type Items = MenuGroup['items'];

function listViews({ model, node, openTensor, openSubtree }: RowActionsParams): MenuGroup {
  const tensor: Items = [
    { id: 'tensor', label: 'Open the tensor page', chord: 'Enter', onChoose: () => openTensor(node) },
  ];
  const subtree: Items = [
    { id: 'subtree', label: 'Expand everything below', chord: '*', onChoose: () => openSubtree(node) },
  ];
  return {
    items: [...(isTensorRow(model.index, node) ? tensor : []), ...(hasChildren(model.index, node) ? subtree : [])],
  };
}

function listCopies({ model, node, selected, copy }: RowActionsParams): MenuGroup {
  const rows = selected.length;
  const name = rows > 1 ? `Copy ${formatCount(rows)} rows as a table` : 'Copy the name';
  const python: Items = [{ id: 'python', label: 'Copy the path as Python', onChoose: () => copy('python', node) }];
  // What holds tensors is told by its path: its value would be too long for a clipboard.
  const value: Items = [
    { id: 'value', label: 'Copy the value', chord: 'Mod+Shift+C', onChoose: () => copy('value', node) },
  ];
  const holdsTensors = isTensorRow(model.index, node) || (model.index.tensors[node] ?? 0) > 0;
  return {
    items: [
      { id: 'name', label: name, chord: 'Mod+C', onChoose: () => copy('name', node) },
      // A module is a part of dotted keys, which Python does not know.
      ...(kindOf(model.index, node) === 'module' ? [] : python),
      ...(holdsTensors ? [] : value),
    ],
  };
}

function listStatistics({ model, selected, compute }: RowActionsParams): MenuGroup {
  const nodes = selected.filter((node) => isTensorRow(model.index, node) || (model.index.tensors[node] ?? 0) > 0);
  if (nodes.length === 0) return { items: [] };
  const label = nodes.length === 1 ? 'Compute statistics' : `Compute statistics of ${formatCount(nodes.length)} rows`;
  return { items: [{ id: 'statistics', label, onChoose: () => compute(nodes) }] };
}
