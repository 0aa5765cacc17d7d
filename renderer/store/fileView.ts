import type { Expansion, SortKey, TreeFilter } from '../../shared/treeIndex.ts';

/** The views of a file, in the order of their tabs; the first one is Alt+1. */
export const VIEWS = [
  { id: 'overview', label: 'Overview' },
  { id: 'tree', label: 'Tree' },
  { id: 'tensor', label: 'Tensor' },
] as const;

export type ViewId = (typeof VIEWS)[number]['id'];

/** State of a file's tree that outlives the view: it comes back after a look at another tab or file. */
export interface TreeState {
  /** Undefined until the tree has chosen what it opens with. */
  readonly expansion: Expansion | undefined;
  readonly sort: { readonly key: SortKey; readonly descending: boolean };
  /** Undefined without a filter. */
  readonly filter: TreeFilter | undefined;
  readonly selection: TreeSelection;
  /** Pixels. */
  readonly scrollTop: number;
  /** A row that another view asked for. The tree unfolds, selects and shows it once for every new `serial`. */
  readonly reveal: { readonly node: number; readonly serial: number } | undefined;
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

export interface FileView {
  readonly view: ViewId;
  readonly tree: TreeState;
}

/** How a file is shown at first. */
export const FIRST_VIEW: FileView = {
  view: 'overview',
  tree: {
    expansion: undefined,
    sort: { key: 'file', descending: false },
    filter: undefined,
    selection: { active: undefined, anchor: undefined, nodes: new Uint32Array() },
    scrollTop: 0,
    reveal: undefined,
  },
};
