import type { Code } from './codes.ts';
import type {
  ChangedValues,
  ComparisonNode,
  ComparisonOverview,
  ComparisonRef,
  ComparisonTree,
  MatchDetail,
  PairHistograms,
  TensorSection,
} from './comparison.ts';
import type { FileId } from './fileId.ts';
import type { Finding } from './finding.ts';
import type {
  ContainerFacts,
  Cost,
  Counters,
  FileFacts,
  FormatName,
  TensorEntry,
  TopLevelEntry,
  Totals,
} from './inspectDocument.ts';
import type { PathStep } from './pathStep.ts';
import type { SeriesId, SeriesOverview, SeriesTree } from './series.ts';
import type { FigureBatch } from './statistics.ts';
import type { ExactHistogram, SlicePart, SliceRequest, TensorSlice } from './tensorView.ts';
import type { Arrangement, NodeKind, TreeIndex, TreeView } from './treeIndex.ts';

export type { FileId };

/** What a question may receive while it runs, and how it is given up. */
export interface CallContext<Update> {
  readonly signal?: AbortSignal;
  /** Called for every update, in order. Updates of kind progress are coalesced to 20 a second. */
  readonly onUpdate?: (update: Update) => void;
  /**
   * Resolves when the receiver has taken most of the updates so far; whoever sends many awaits it between two of them. A caller gives
   * it to be sent no more than it can take: over a wire the sender then runs out of credit.
   */
  readonly drained?: () => Promise<void>;
}

/** How far a long question is. `total` is absent where it is not known. */
export interface Progress {
  readonly what: string;
  readonly done: number;
  readonly total?: number;
  readonly unit: 'bytes' | 'tensors' | 'files' | 'rows' | 'elements';
}

/**
 * All questions that a front door asks the engine. One parameter object in, a promise of plain data out; updates, cancel and
 * errors travel beside it. To add a question: add it here, to its implementation (engine/session), and call it.
 *
 * Every promise rejects with an `InspectError` (codes in shared/codes.ts).
 */
export interface EngineApi {
  /** Opens a file; tensor payloads are not read. Errors: `source/*`, `format/*`, `zip/*`, `pickle/*`. */
  open(params: { readonly file: FileId }, context?: CallContext<Progress>): Promise<FileOverview>;
  /** Gives up an open file and its descriptor. Closing twice is no error. */
  close(params: { readonly file: FileId }): Promise<void>;
  /** Whether an open file is still the one that was opened. */
  checkSource(params: { readonly file: FileId }): Promise<SourceState>;
  /** The tree of an open file, in columns. */
  treeIndex(params: { readonly file: FileId }): Promise<TreeIndex>;
  /** Rows for a view of the tree. Errors: `usage` for a pattern that cannot be read, with its position. */
  arrangeTree(params: { readonly file: FileId; readonly view: TreeView }): Promise<Arrangement>;
  /** Everything known about one node. */
  describeNode(params: { readonly file: FileId; readonly node: number }): Promise<NodeDetail>;
  /** A value as text to copy. At most `limit` characters; the result says whether it was cut. */
  formatValue(params: {
    readonly file: FileId;
    readonly node: number;
    readonly syntax: 'json' | 'yaml';
    readonly limit: number;
  }): Promise<{ readonly text: string; readonly cut: boolean }>;
  /** Rows as text, in pieces (`onUpdate`), for the clipboard or a file. `nodes` undefined: the whole tree. */
  exportTree(
    params: { readonly file: FileId; readonly nodes?: Uint32Array; readonly syntax: 'tsv' | 'csv' | 'json' },
    context?: CallContext<string>,
  ): Promise<{ readonly rows: number }>;
  /**
   * Statistics of the tensors below some nodes (undefined: of the whole file), each distinct tensor once. Figures arrive in
   * batches as they are computed, in no particular order, under the number of the tensor's first node. The engine keeps
   * them: a second question about the same tensors answers at once, and `arrangeTree` sorts and filters by them.
   * Errors: `source/*`, `zip/*`.
   */
  computeStatistics(
    params: { readonly file: FileId; readonly nodes?: Uint32Array },
    context?: CallContext<StatisticsUpdate>,
  ): Promise<StatisticsResult>;
  /** Figures of modules and other groups from those of their tensors that are known so far; integer tensors are left out. */
  groupStatistics(params: { readonly file: FileId; readonly nodes: Uint32Array }): Promise<FigureBatch>;
  /**
   * A histogram of one tensor with edges spread evenly on a scale, exact: the tensor is read once more. Log: of magnitudes, zeros
   * apart. Symmetric log: linear within ±`threshold`.
   */
  exactHistogram(
    params: {
      readonly file: FileId;
      readonly node: number;
      readonly scale: 'linear' | 'log' | 'symlog';
      readonly bins: number;
    },
    context?: CallContext<Progress>,
  ): Promise<ExactHistogram>;
  /**
   * A two-dimensional slice of a tensor, down-sampled so that an outlier stays visible. Complex elements are shown by their
   * magnitude; of a sparse or nested tensor the stored values. Errors: `usage` for axes and indexes that the tensor does not have.
   */
  readSlice(params: SliceRequest, context?: CallContext<Progress>): Promise<TensorSlice>;
  /** Elements of a tensor in C order, as text that shows every digit. At most 10,000. */
  readElements(params: {
    readonly file: FileId;
    readonly node: number;
    readonly start: number;
    readonly count: number;
  }): Promise<readonly string[]>;
  /**
   * A tensor as a `.npy` file (format 1.0, C order, its own byte order kept), in pieces of at most 1 MiB. `as` converts real values.
   * Errors: `usage` for types without a numpy equivalent that are not converted.
   */
  exportTensor(
    params: { readonly file: FileId; readonly node: number; readonly as?: 'float32' },
    context?: CallContext<Uint8Array>,
  ): Promise<{ readonly bytes: number }>;
  /**
   * Compares two open files: tensors element by element, everything else value by value. The engine keeps the outcome while both
   * are open: asked again it answers at once. Errors: `engine/closed`, `source/*`, `zip/*`.
   */
  compareFiles(params: ComparisonRef, context?: CallContext<Progress>): Promise<ComparisonOverview>;
  /** A tree of a comparison, in columns. Compares the files first, if that was not done; so do the questions below. */
  comparisonTree(params: {
    readonly comparison: ComparisonRef;
    readonly section: TensorSection;
  }): Promise<ComparisonTree>;
  /** As {@link arrangeTree}, for a tree of a comparison. */
  arrangeComparison(params: {
    readonly comparison: ComparisonRef;
    readonly section: TensorSection;
    readonly view: TreeView;
  }): Promise<Arrangement>;
  /** Everything known about one row of a comparison. */
  describeMatch(params: ComparisonNode): Promise<MatchDetail>;
  /** Histograms of both sides of a row's tensor, and of the difference; both tensors are read once more. */
  compareHistograms(
    params: ComparisonNode & { readonly scale: 'linear' | 'log'; readonly bins: number },
    context?: CallContext<Progress>,
  ): Promise<PairHistograms>;
  /** As {@link readSlice}, of right − left. Errors: `usage` for a row whose elements cannot be paired. */
  readDifferenceSlice(
    params: ComparisonNode & { readonly part: SlicePart },
    context?: CallContext<Progress>,
  ): Promise<TensorSlice>;
  /** What differs and is no tensor, in the order of the left file. */
  comparedValues(params: ComparisonRef): Promise<ChangedValues>;
  /** The comparison as `epochscope diff --json` prints it, in pieces (`onUpdate`). */
  exportComparison(params: ComparisonRef, context?: CallContext<string>): Promise<{ readonly tensors: number }>;
  /**
   * Reads files as one series, ordered by the step inside; each file once. Files need not be open. With `remember`, summaries are kept in
   * the user's cache folder: what was read before, or before a cancel, is not read again. A file that cannot be read is named in the
   * answer. Errors: `usage` for no files or too many, `source/*` if none can be read.
   */
  readSeries(
    params: { readonly files: readonly FileId[]; readonly remember: boolean },
    context?: CallContext<Progress>,
  ): Promise<SeriesOverview>;
  /** A tree of a series, in columns. Errors: `engine/closed` for a series that the engine no longer keeps. */
  seriesTree(params: { readonly series: SeriesId; readonly section: TensorSection }): Promise<SeriesTree>;
  /** As {@link arrangeTree}, for a tree of a series. */
  arrangeSeries(params: {
    readonly series: SeriesId;
    readonly section: TensorSection;
    readonly view: TreeView;
  }): Promise<Arrangement>;
  /** The series as `epochscope series --json` prints it, in pieces (`onUpdate`). */
  exportSeries(
    params: { readonly series: SeriesId },
    context?: CallContext<string>,
  ): Promise<{ readonly tensors: number }>;
  /** Nodes whose full name matches loosely, best first, for "go to". */
  findNodes(params: {
    readonly file: FileId;
    readonly text: string;
    readonly limit: number;
  }): Promise<readonly FoundNode[]>;
  /** What a folder holds, in pieces of at most 256 entries as they are read (`onUpdate`). Not recursive. */
  listFolder(
    params: { readonly folder: FileId },
    context?: CallContext<readonly FolderEntry[]>,
  ): Promise<{ readonly entries: number }>;
  /** Reads only the counters inside checkpoints, for lists; an unreadable file answers with its code. */
  peek(
    params: { readonly files: readonly FileId[] },
    context?: CallContext<PeekResult>,
  ): Promise<{ readonly files: number }>;
}

/** What {@link EngineApi.open} answers: everything that the overview shows. */
export interface FileOverview {
  readonly file: FileFacts;
  readonly format: FormatName;
  readonly container: ContainerFacts;
  readonly counters: Counters;
  readonly counterChecks: readonly CounterCheck[];
  readonly topLevel: readonly (TopLevelEntry & { readonly node: number })[];
  readonly totals: Totals;
  /** Elements by role; absent where the file does not tell. */
  readonly parameters?: {
    readonly trainable: number;
    readonly frozen: number;
    readonly buffers: number;
    readonly certain: boolean;
  };
  /** Where the bytes of the file are; the shares add up to its size, unless storages overlap or are cut off. */
  readonly bytesByKind: readonly ByteShare[];
  /** Of the state dict's distinct tensors; of all tensors where the file has no state dict. */
  readonly dtypes: readonly {
    readonly dtype: string;
    readonly tensors: number;
    readonly elements: number;
    readonly bytes: number;
  }[];
  /** Storages: all, those that several tensors use, those larger than what their tensors show. */
  readonly sharing: { readonly distinct: number; readonly shared: number; readonly oversized: number };
  /** Where the bytes are: at most about 400 blocks. */
  readonly treemap: TreemapBlock;
  readonly findings: readonly (Finding & { readonly node?: number })[];
  readonly cost: Cost;
}

/** One place in the file that states a counter, in the field's words, and whether it agrees with the others. */
export interface CounterCheck {
  readonly title: string;
  readonly value: string;
  readonly agrees: boolean;
}

export type ByteCategory = 'weights' | 'moment-1' | 'moment-2' | 'state' | 'container';

/** A share of the file's bytes: `weights`, `exp_avg`, `data.pkl`, `zip directory`, … */
export interface ByteShare {
  readonly title: string;
  readonly category: ByteCategory;
  readonly count: number;
  readonly bytes: number;
}

export interface TreemapBlock {
  readonly label: string;
  readonly bytes: number;
  readonly category: ByteCategory;
  /** Row of the tree that this block stands for. */
  readonly node?: number;
  readonly children?: readonly TreemapBlock[];
}

export type SourceState =
  | { readonly state: 'same' }
  | { readonly state: 'changed'; readonly bytes: number; readonly modified: string }
  | { readonly state: 'gone' };

/** Another row that has to do with a tensor: it shares storage, is its moment, or its parameter. */
export interface RelatedNode {
  readonly node: number;
  readonly name: string;
  readonly role: string;
  readonly dtype?: string;
  readonly shape?: readonly (number | string)[];
  /** A short value, for a moment that is a number (`step` 9678). */
  readonly value?: string;
}

/** What an optimizer is called: as the file states it, or inferred from what it keeps; never more certain than its evidence. */
export interface OptimizerName {
  /** `AdamW`; `Adam family` where no more can be told. */
  readonly name: string;
  readonly basis: 'stated' | 'inferred';
  /** What says so: `hyper_parameters.optimizer = AdamW`, `keeps exp_avg, exp_avg_sq; …`. */
  readonly evidence: string;
}

export interface NodeDetail {
  readonly node: number;
  readonly kind: NodeKind;
  readonly path: readonly PathStep[];
  readonly name: string;
  /** The Python type, in full. */
  readonly type: string;
  /** Short text of the value, as in the tree. */
  readonly summary: string;
  /** Direct children as the file counts them; absent for a scalar. */
  readonly items?: number;
  readonly tensors: number;
  readonly elements: number;
  readonly bytes: number;
  /** Present for a tensor or array. */
  readonly tensor?: TensorEntry;
  readonly contiguous?: boolean;
  /** Where the tensor's storage lies in the file: entry name and absolute byte range, end exclusive. */
  readonly stored?: {
    readonly entry?: string;
    readonly start: number;
    readonly end: number;
    readonly compressed: boolean;
  };
  readonly sharing: readonly RelatedNode[];
  /** Optimizer state that belongs to this parameter. */
  readonly moments: readonly RelatedNode[];
  readonly certain?: boolean;
  /** What is known of the optimizer that keeps the moments, or this tensor itself. */
  readonly optimizer?: {
    readonly title?: OptimizerName;
    /** The key of the parameter in the optimizer's state: `2`. */
    readonly key: string;
  };
  /** The parameter that this optimizer state belongs to. */
  readonly owner?: RelatedNode;
  /** A call that the pickle asks for and that is never made: `module.Class` and its arguments, shortened. */
  readonly call?: { readonly callable: string; readonly args: readonly string[]; readonly kwargs: readonly string[] };
  /** The value itself, readable, at most 4,000 characters. Absent for tensors. */
  readonly text?: string;
  readonly textCut?: boolean;
  /** A Python expression that reaches the value after `torch.load`, or undefined where there is none. */
  readonly python?: string;
  /** The same as one line to copy, loading included; `path` stands for the file. Present for tensors and arrays. */
  readonly pythonLine?: string;
  readonly findings: readonly Finding[];
}

export interface FoundNode {
  readonly node: number;
  readonly name: string;
  readonly kind: NodeKind;
  /** Shape or short value. */
  readonly detail: string;
  /** Character ranges of `name` that matched: start, end, start, end, … */
  readonly ranges: readonly number[];
}

export interface FolderEntry {
  readonly file: FileId;
  readonly name: string;
  /** `checkpoint` by name only; the content decides when it is opened. */
  readonly kind: 'folder' | 'checkpoint' | 'other';
  readonly bytes: number;
  readonly modified: string;
}

/** Counters of one file of a list, or why it could not be read. */
export interface PeekResult {
  readonly file: FileId;
  readonly counters?: Counters;
  readonly format?: FormatName;
  readonly error?: { readonly code: Code; readonly message: string };
}

export type StatisticsUpdate =
  | { readonly kind: 'figures'; readonly batch: FigureBatch }
  | { readonly kind: 'progress'; readonly progress: Progress };

export interface StatisticsResult {
  /** Distinct tensors that have figures now. */
  readonly tensors: number;
  /** Tensors that have none, by node, and why. */
  readonly none: readonly { readonly node: number; readonly why: string }[];
  readonly cost: Cost;
}
