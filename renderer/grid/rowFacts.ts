import { NodeFlag, type NodeKind } from '../../shared/treeIndex.ts';
import { showLabel } from './showLabel.ts';
import { chainHead, dtypeOf, hasChildren, kindOf, shapeOf, type TreeModel } from './treeModel.ts';

/** What one row shows, read from the columns. Labels are safe to show; numbers are not yet formatted. */
export interface RowFacts {
  readonly node: number;
  readonly kind: NodeKind;
  readonly level: number;
  readonly expandable: boolean;
  /** Names of the leads before the label, each followed by its dot; empty for most rows. */
  readonly lead: string;
  readonly label: string;
  /** The Python type, dimmed after the name of a container (`OrderedDict`). */
  readonly word: string | undefined;
  /** Items of a list, a tuple, a set or a numbered list of modules. */
  readonly count: number | undefined;
  /** A value in place of figures: what holds no tensors. */
  readonly value: { readonly type: string; readonly text: string } | undefined;
  readonly figures: RowFigures | undefined;
  /** The same tensor or value was shown further up. */
  readonly repeated: boolean;
  readonly finding: boolean;
}

/** Figures of a tensor, or of all tensors below a row. */
export interface RowFigures {
  readonly isTensor: boolean;
  readonly dtype: string | undefined;
  readonly shape: readonly number[];
  readonly tensors: number;
  readonly elements: number;
  readonly bytes: number;
  /** Storage number and how many tensors use it; undefined without a storage of its own. */
  readonly storage: { readonly number: number; readonly users: number } | undefined;
}

const CONTAINERS: ReadonlySet<NodeKind> = new Set<NodeKind>(['module', 'dict', 'list', 'tuple', 'set', 'object']);
const LISTS: ReadonlySet<NodeKind> = new Set<NodeKind>(['list', 'tuple', 'set']);

/** Reads what a row shows. */
export function readRow(model: TreeModel, node: number): RowFacts {
  const { index, read } = model;
  const kind = kindOf(index, node);
  const flags = index.flags[node] ?? 0;
  const type = read(index.type[node] ?? 0);
  const isContainer = CONTAINERS.has(kind);
  const figures = readFigures(model, node, kind);
  return {
    node,
    kind,
    level: model.level[node] ?? 0,
    expandable: hasChildren(index, node),
    lead: leadText(model, node),
    label: showLabel(labelOf(model, node)),
    word: isContainer && kind !== 'module' ? type : undefined,
    count: LISTS.has(kind) || isNumbered(model, node, kind) ? (index.children[node] ?? 0) : undefined,
    value: figures ? undefined : { type: isContainer ? '' : type, text: read(index.summary[node] ?? 0) },
    figures,
    repeated: (flags & NodeFlag.repeated) !== 0,
    finding: (flags & NodeFlag.finding) !== 0,
  };
}

/** A node's own label: a key, an index, an attribute, a module's name. */
export function labelOf(model: TreeModel, node: number): string {
  return model.read(model.index.label[node] ?? 0);
}

/** All labels that a row writes, leads included: what type-ahead goes by. */
export function rowLabel(model: TreeModel, node: number): string {
  return leadText(model, node) + labelOf(model, node);
}

function leadText(model: TreeModel, node: number): string {
  let text = '';
  for (let lead = chainHead(model, node); lead < node; lead++) text += `${showLabel(labelOf(model, lead))}.`;
  return text;
}

function isNumbered(model: TreeModel, node: number, kind: NodeKind): boolean {
  const { index } = model;
  return kind === 'module' && hasChildren(index, node) && /^\d+$/u.test(labelOf(model, node + 1));
}

function readFigures(model: TreeModel, node: number, kind: NodeKind): RowFigures | undefined {
  const { index } = model;
  const isTensor = kind === 'tensor' || kind === 'ndarray';
  const tensors = index.tensors[node] ?? 0;
  if (!isTensor && tensors === 0) return undefined;
  const storage = index.storage[node] ?? -1;
  return {
    isTensor,
    dtype: dtypeOf(index, node),
    shape: isTensor ? shapeOf(index, node) : [],
    tensors,
    elements: index.elements[node] ?? 0,
    bytes: index.bytes[node] ?? 0,
    storage: storage < 0 ? undefined : { number: storage, users: model.storageUsers[storage] ?? 0 },
  };
}
