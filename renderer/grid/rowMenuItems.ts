import type { MenuGroup } from '../ui/Menu.tsx';
import { hasChildren, type TreeModel } from './treeModel.ts';

/** Items of a row's menu that every tree has. */
export type RowMenuItems = MenuGroup['items'];

/** Unfolds what is below a row; nothing for a row that has no rows below it. */
export function listUnfolding({ index }: TreeModel, node: number, openSubtree: (node: number) => void): RowMenuItems {
  if (!hasChildren(index, node)) return [];
  return [{ id: 'subtree', label: 'Expand everything below', chord: '*', onChoose: () => openSubtree(node) }];
}

/** Copies what Ctrl C copies, under a label that says what that is. */
export function listNameCopy(label: string, onChoose: () => void): RowMenuItems {
  return [{ id: 'name', label, chord: 'Mod+C', onChoose }];
}

/** Copies what Ctrl Shift C copies. */
export function listValueCopy(label: string, onChoose: () => void): RowMenuItems {
  return [{ id: 'value', label, chord: 'Mod+Shift+C', onChoose }];
}

/** A menu of these groups, without those that have nothing to offer. */
export function listGroups(groups: readonly RowMenuItems[]): readonly MenuGroup[] {
  return groups.filter((items) => items.length > 0).map((items) => ({ items }));
}
