/**
 * The columnar index of a checkpoint's tree. It crosses a boundary as typed arrays: a million rows are a dozen buffers, not
 * a million objects. Nodes are in preorder, which is the order of the file; the root is node 0 and is not shown.
 *
 * Keys with dots that lead to tensors (`state_dict`'s) are split into modules: those nodes have kind `module`, exist only
 * for display, and add no step to a path.
 */
export interface TreeIndex {
  readonly nodes: number;
  /** Preorder number of the parent; −1 for the root. */
  readonly parent: Int32Array;
  /** One past the last descendant's preorder number. */
  readonly end: Uint32Array;
  readonly depth: Uint16Array;
  /** Position in {@link NODE_KINDS}. */
  readonly kind: Uint8Array;
  /** Bits of {@link NodeFlag}. */
  readonly flags: Uint8Array;
  /** String number of the label: the last step of the path, or the module's name between two dots. */
  readonly label: Uint32Array;
  /** String number of a value's short text (`39`, `"2.6.6"`, `fit_loop, validate_loop`); 0 is the empty string. */
  readonly summary: Uint32Array;
  /** String number of the type to show (`int`, `OrderedDict`, `torch.Tensor`). */
  readonly type: Uint32Array;
  /** Number of direct children as the file counts them (modules count their direct children). */
  readonly children: Uint32Array;
  /** Distinct tensors in the subtree (1 for a tensor). */
  readonly tensors: Uint32Array;
  /** Elements of the distinct tensors in the subtree. */
  readonly elements: Float64Array;
  /** Bytes of the distinct tensors in the subtree: elements × item size. */
  readonly bytes: Float64Array;
  /** Position in `dtypes`; {@link NO_DTYPE} without tensors, {@link MIXED_DTYPE} where they differ. */
  readonly dtype: Uint8Array;
  /** First dimension's position in `dims`; a tensor's rank is `shapeStart[i + 1] − shapeStart[i]`. Length nodes + 1. */
  readonly shapeStart: Uint32Array;
  readonly dims: Float64Array;
  /** Number of the storage in order of first use; −1 without one. Equal numbers share memory. */
  readonly storage: Int32Array;
  readonly dtypes: readonly string[];
  readonly strings: StringTable;
}

/** Strings as UTF-8, one after another; string `i` is `bytes[offsets[i] … offsets[i + 1])`. String 0 is empty. */
export interface StringTable {
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

export const NO_DTYPE = 255;
export const MIXED_DTYPE = 254;

/** What a node is. `module` is a display-only group of dotted keys. */
export const NODE_KINDS = [
  'root',
  'module',
  'tensor',
  'dict',
  'list',
  'tuple',
  'set',
  'object',
  'str',
  'bytes',
  'int',
  'float',
  'bool',
  'none',
  'global',
  'storage',
  'ndarray',
  'torch',
  'ref',
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** Bits of {@link TreeIndex.flags}. */
export const NodeFlag = {
  /** `requires_grad` is set. */
  requiresGrad: 1,
  /** The tensor's storage is used by another tensor too. */
  sharedStorage: 2,
  /** The same tensor or value was shown before under another path; this row repeats it. */
  repeated: 4,
  /** A finding points at this node. */
  finding: 8,
  /** The tensor belongs to an optimizer's state. */
  moment: 16,
  /** The tensor shows part of its storage, or its elements in another order. */
  view: 32,
} as const;

/**
 * Figures that rows can be ordered by; rows whose figures are not known, and figures that a tree does not have, come last. Of a
 * file: statistics, where `nan` counts NaN and infinities. Of a comparison: `leftL2` to `changed`. Of a series: `change`, the largest
 * relative change between neighbours, `l2` of the last checkpoint, and `nan`.
 */
export const FIGURE_SORT_KEYS = [
  'min',
  'max',
  'mean',
  'std',
  'l2',
  'zeros',
  'nan',
  'leftL2',
  'rightL2',
  'relL2',
  'maxAbs',
  'changed',
  'change',
] as const;
export type FigureSortKey = (typeof FIGURE_SORT_KEYS)[number];

/** How rows are ordered within one parent. `file` is the order of the pickle. */
export type SortKey = 'file' | 'name' | 'type' | 'dtype' | 'shape' | 'elements' | 'bytes' | 'storage' | FigureSortKey;

/** What is shown of a tree. Parents of hits stay visible. All conditions must hold at once. */
export interface TreeFilter {
  readonly text: string;
  readonly syntax: 'text' | 'glob' | 'regex';
  /** Names only, or names and short values. */
  readonly in: 'names' | 'names-and-values';
  /** Only tensors of these dtypes (empty: all). */
  readonly dtypes: readonly string[];
  /** Only tensors whose shape matches: numbers and `*`, such as `8×*×3` or `[8, *, 3]`; empty: all. */
  readonly shape: string;
  /** Only tensors of at least so many bytes. */
  readonly minBytes: number;
  /** Only tensors of at most so many bytes; undefined: no upper bound. */
  readonly maxBytes?: number;
  /** Only tensors with any of these bits of {@link NodeFlag}; absent: all. */
  readonly flags?: number;
  /** Only tensors whose statistics are known and satisfy all of these. */
  readonly figures?: readonly FigureCondition[];
}

/** Of a file: `has-nan`: NaN or an infinity; `all-zero`; `constant`: several elements, all equal; `tiny-std`: a standard deviation below 1e-8, not constant. */
export const STATISTIC_CONDITIONS = ['has-nan', 'constant', 'all-zero', 'tiny-std'] as const;
export type StatisticCondition = (typeof STATISTIC_CONDITIONS)[number];

/** Of a comparison: `differs`: not identical; or a status. Of a series: `has-nan`, and `frozen`: no change from file to file. */
export const FIGURE_CONDITIONS = [
  'has-nan',
  'constant',
  'all-zero',
  'tiny-std',
  'differs',
  'identical',
  'changed',
  'reshaped',
  'retyped',
  'added',
  'removed',
  'renamed',
  'frozen',
] as const;
export type FigureCondition = (typeof FIGURE_CONDITIONS)[number];

/** Which nodes are open: a starting state and the nodes that differ from it. */
export interface Expansion {
  readonly base: 'none' | 'all';
  /** Ascending node numbers. */
  readonly toggled: Uint32Array;
}

/**
 * Which rows to show, in which order. Rows that lack the sort key (no shape, no storage) come last in both directions, equal
 * ones keep the file's order.
 *
 * With a filter every parent of a hit is open; only when the base is `all` does `toggled` still fold it.
 */
export interface TreeView {
  readonly expansion: Expansion;
  readonly sort: { readonly key: SortKey; readonly descending: boolean };
  readonly filter?: TreeFilter;
  /**
   * Show a chain of modules with one child each (`agent` → `model`) as one row: its last module stands for all, and its
   * own state decides whether the row is open. Absent: every module has a row.
   */
  readonly compact?: boolean;
}

/** The rows of a {@link TreeView}, top to bottom. */
export interface Arrangement {
  /** Node numbers, in display order. */
  readonly rows: Uint32Array;
  /** 1 where a row is open, same order as `rows`. */
  readonly open: Uint8Array;
  /** Nodes that satisfy the filter themselves; all nodes without one. */
  readonly hits: number;
  /** Tensors among the hits. */
  readonly tensorHits: number;
  /** Nearest name in the tree where nothing matched, for "did you mean". */
  readonly closest?: string;
}
