import type { Expansion, SortKey, TreeFilter } from '../../shared/treeIndex.ts';

/** State of a tree that outlives its view: it comes back after a look at another tab or file. */
export interface TreeState {
  /** Undefined until a person folded something: the tree chooses what it opens with. */
  readonly expansion: Expansion | undefined;
  /** Undefined until a person chose: the tree has an order of its own. */
  readonly sort: TreeSort | undefined;
  /** Undefined without a filter. */
  readonly filter: TreeFilter | undefined;
  readonly selection: TreeSelection;
  /** Pixels. */
  readonly scrollTop: number;
  /** A row that another view asked for. The tree unfolds, selects and shows it once for every new `serial`. */
  readonly reveal: { readonly node: number; readonly serial: number } | undefined;
}

export interface TreeSort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Selected rows, by node, so that a selection outlives folding, sorting and filtering. */
export interface TreeSelection {
  /** The row that the keyboard moves; undefined before anything was chosen. */
  readonly active: number | undefined;
  /** Where an extended selection begins. */
  readonly anchor: number | undefined;
  /** Ascending node numbers. */
  readonly nodes: Uint32Array;
}

/** How a tree is shown at first. */
export const FIRST_TREE: TreeState = {
  expansion: undefined,
  sort: undefined,
  filter: undefined,
  selection: { active: undefined, anchor: undefined, nodes: new Uint32Array() },
  scrollTop: 0,
  reveal: undefined,
};
