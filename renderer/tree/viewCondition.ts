import { NODE_KINDS, NodeFlag, type TreeFilter, type TreeIndex } from '../../shared/treeIndex.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import type { MenuGroup } from '../ui/Menu.tsx';

/** Tensors that do not have a storage of their own, whole and in order: views, shared storages, tensors shown before. */
const VIEW_FLAGS: number = NodeFlag.sharedStorage | NodeFlag.view | NodeFlag.repeated;
const TENSOR = NODE_KINDS.indexOf('tensor');

/** What the condition means, for a tooltip. */
export const VIEWS_HINT = 'Tensors that share storage, show part of it or their elements in another order';

export function showsViews({ flags }: TreeFilter): boolean {
  return flags === VIEW_FLAGS;
}

/** The filter with the condition taken in, or taken out. */
export function toggleViews(filter: TreeFilter): TreeFilter {
  const { flags, ...rest } = filter;
  return flags === undefined ? { ...rest, flags: VIEW_FLAGS } : rest;
}

/** Counted once for a tree: menus ask whenever they are drawn, and every key in the filter draws them. */
const counted = new WeakMap<Uint8Array, number>();

/** Rows of tensors that meet the condition. */
export function countViews({ kind, flags }: Pick<TreeIndex, 'kind' | 'flags'>): number {
  const known = counted.get(flags);
  if (known !== undefined) return known;
  let views = 0;
  for (let node = 0; node < kind.length; node++) {
    if (kind[node] === TENSOR && ((flags[node] ?? 0) & VIEW_FLAGS) !== 0) views++;
  }
  counted.set(flags, views);
  return views;
}

/** The condition as a menu's check box: it stands in for the chip where that has no room. */
export function viewGroup(target: {
  readonly index: TreeIndex;
  readonly filter: TreeFilter;
  readonly onChange: (filter: TreeFilter) => void;
}): MenuGroup {
  const { index, filter, onChange } = target;
  const item = {
    id: 'views',
    label: 'views, shared storage',
    detail: formatCount(countViews(index)),
    checked: showsViews(filter),
    onChoose: () => onChange(toggleViews(filter)),
  };
  return { title: 'Only tensors that are', items: [item] };
}
