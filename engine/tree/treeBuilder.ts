import { NO_DTYPE, NodeFlag, type NodeKind, type TreeIndex } from '../../shared/treeIndex.ts';
import type { PyValue } from '../values/pyValue.ts';
import { Column } from './column.ts';
import { KIND_CODE, kindCode } from './kindCodes.ts';
import { orderNodes, type NodeOrder } from './orderNodes.ts';
import { StringTableBuilder } from './stringTable.ts';
import { sumTree } from './sumTree.ts';
import type { StepKind, Tree } from './tree.ts';

/** Where a node stands. */
export interface NodePlace {
  /** Number that `add` gave the parent; −1 for the root. */
  readonly parent: number;
  readonly label: string;
  readonly step: StepKind;
}

/** What a node shows. */
export interface NodeContent {
  readonly kind: NodeKind;
  /** Undefined for a module. */
  readonly value: PyValue | undefined;
  readonly type: string;
  readonly summary: string;
  /** Direct children as the file counts them. */
  readonly children: number;
  /** Bits of {@link NodeFlag}. */
  readonly flags: number;
  readonly figures: TensorFigures | undefined;
  /** Number of the node that showed the same tensor or value first. */
  readonly repeats: number | undefined;
}

/** What a node shows that stands for no value of its own: the root of a tree of names, a module. */
export function groupContent(kind: NodeKind): NodeContent {
  return {
    kind,
    value: undefined,
    type: '',
    summary: '',
    children: 0,
    flags: 0,
    figures: undefined,
    repeats: undefined,
  };
}

/** What the row of a tensor or array shows. Sizes beyond 2^53 are rounded. */
export interface TensorFigures {
  readonly dtype: string;
  readonly shape: readonly (number | bigint)[];
  readonly elements: number;
  readonly bytes: number;
  /** −1 without a storage. */
  readonly storage: number;
}

/** Distinct dtypes that a tree names; foreign text can be an array's dtype, so their number is the file's choice. */
const MAX_DTYPES = 253;
const WELL_FORMED = /^\P{Surrogate}*$/u;

/**
 * Collects the nodes of a tree in walking order, column by column: no object is kept for a node, apart from the reference to
 * its value. About 90 bytes a node while it builds, and as many again for a moment in `finish`.
 */
export class TreeBuilder {
  readonly #parent = new Column((length) => new Int32Array(length));
  readonly #kind = new Column((length) => new Uint8Array(length));
  readonly #step = new Column((length) => new Uint8Array(length));
  readonly #flags = new Column((length) => new Uint8Array(length));
  readonly #label = new Column((length) => new Uint32Array(length));
  readonly #summary = new Column((length) => new Uint32Array(length));
  readonly #type = new Column((length) => new Uint32Array(length));
  readonly #children = new Column((length) => new Uint32Array(length));
  readonly #dtype = new Column((length) => new Uint8Array(length));
  readonly #storage = new Column((length) => new Int32Array(length));
  readonly #elements = new Column((length) => new Float64Array(length));
  readonly #bytes = new Column((length) => new Float64Array(length));
  readonly #shapeEnd = new Column((length) => new Uint32Array(length));
  readonly #dims = new Column((length) => new Float64Array(length));
  readonly #strings = new StringTableBuilder();
  readonly #dtypes = new Map<string, number>();
  readonly #values: (PyValue | undefined)[] = [];
  readonly #repeats = new Map<number, number>();
  readonly #exactLabels = new Map<number, string>();

  /** How many nodes there are. */
  get length(): number {
    return this.#values.length;
  }

  /** Adds a node after all others and returns its number, which is good until `finish`. */
  add(place: NodePlace, content: NodeContent): number {
    const number = this.#values.length;
    const { figures, repeats } = content;
    this.#parent.push(place.parent);
    this.#kind.push(kindCode(content.kind));
    this.#step.push(place.step);
    this.#flags.push(content.flags | (repeats === undefined ? 0 : NodeFlag.repeated));
    this.#label.push(this.#strings.add(place.label));
    this.#summary.push(this.#strings.add(content.summary));
    this.#type.push(this.#strings.add(content.type));
    this.#children.push(content.children);
    this.#dtype.push(figures ? this.#dtypeNumber(figures.dtype) : NO_DTYPE);
    this.#storage.push(figures?.storage ?? -1);
    this.#elements.push(figures?.elements ?? 0);
    this.#bytes.push(figures?.bytes ?? 0);
    if (figures) for (const size of figures.shape) this.#dims.push(Number(size));
    this.#shapeEnd.push(this.#dims.length);
    this.#values.push(content.value);
    if (repeats !== undefined) this.#repeats.set(number, repeats);
    if (!WELL_FORMED.test(place.label)) this.#exactLabels.set(number, place.label);
    return number;
  }

  /** One more direct child, for a node that did not know how many it would get. */
  countChild(parent: number): void {
    this.#children.set(parent, this.#children.at(parent) + 1);
  }

  addFlag(node: number, flag: number): void {
    this.#flags.set(node, this.#flags.at(node) | flag);
  }

  /**
   * The finished tree, with sums over every subtree, and where the nodes stand in it by the numbers that `add` gave. The
   * builder is used up.
   */
  finish(): { readonly tree: Tree; readonly position: Uint32Array } {
    const order = orderNodes(this.#parent.toArray());
    const { position } = order;
    const move = <A extends Movable>(column: Column<A>): A => moveColumn(column, order);
    const kind = move(this.#kind);
    const columns = {
      parent: order.parent,
      end: order.end,
      kind,
      tensors: Uint32Array.from(kind, (code) => (code === KIND_CODE.tensor ? 1 : 0)),
      elements: move(this.#elements),
      bytes: move(this.#bytes),
      dtype: move(this.#dtype),
    };
    const firstOf = new Map([...this.#repeats].map(([made, first]) => [position[made] ?? 0, position[first] ?? 0]));
    sumTree(columns, pairRepeatedTensors(firstOf, kind));
    const index: TreeIndex = {
      nodes: this.length,
      ...columns,
      depth: order.depth,
      flags: move(this.#flags),
      label: move(this.#label),
      summary: move(this.#summary),
      type: move(this.#type),
      children: move(this.#children),
      ...this.#moveShapes(order),
      storage: move(this.#storage),
      dtypes: [...this.#dtypes.keys()],
      strings: this.#strings.finish(),
    };
    const tree: Tree = {
      index,
      steps: move(this.#step),
      values: moveValues(this.#values, order),
      firstOf,
      exactLabels: new Map([...this.#exactLabels].map(([made, label]) => [position[made] ?? 0, label])),
    };
    return { tree, position };
  }

  #dtypeNumber(dtype: string): number {
    const known = this.#dtypes.get(dtype);
    if (known !== undefined) return known;
    const isLast = this.#dtypes.size >= MAX_DTYPES - 1;
    const name = isLast ? 'other' : dtype;
    const number = this.#dtypes.get(name) ?? this.#dtypes.size;
    this.#dtypes.set(name, number);
    return number;
  }

  #moveShapes(order: NodeOrder): Pick<TreeIndex, 'shapeStart' | 'dims'> {
    const madeEnd = this.#shapeEnd.toArray();
    const madeDims = this.#dims.toArray();
    const shapeStart = new Uint32Array(madeEnd.length + 1);
    if (order.unmoved) {
      shapeStart.set(madeEnd, 1);
      return { shapeStart, dims: madeDims };
    }
    const rank = (made: number): number => (madeEnd[made] ?? 0) - (madeEnd[made - 1] ?? 0);
    order.position.forEach((node, made) => {
      shapeStart[node + 1] = rank(made);
    });
    for (let node = 0; node < madeEnd.length; node++)
      shapeStart[node + 1] = (shapeStart[node + 1] ?? 0) + (shapeStart[node] ?? 0);
    const dims = new Float64Array(madeDims.length);
    order.position.forEach((node, made) => {
      const end = madeEnd[made] ?? 0;
      dims.set(madeDims.subarray(end - rank(made), end), shapeStart[node]);
    });
    return { shapeStart, dims };
  }
}

/** For each row of a tensor that stands above in preorder too: the last such row. */
function pairRepeatedTensors(firstOf: ReadonlyMap<number, number>, kind: Uint8Array): Map<number, number> {
  const rowsOf = new Map<number, number[]>();
  for (const [node, first] of firstOf) {
    if (kind[node] !== KIND_CODE.tensor) continue;
    const rows = rowsOf.get(first);
    if (rows) rows.push(node);
    else rowsOf.set(first, [first, node]);
  }
  const pairs = new Map<number, number>();
  for (const rows of rowsOf.values()) {
    rows.sort((one, other) => one - other);
    rows.forEach((node, place) => place > 0 && pairs.set(node, rows[place - 1] ?? 0));
  }
  return pairs;
}

type Movable = Uint8Array | Int32Array | Uint32Array | Float64Array;

function moveColumn<A extends Movable>(column: Column<A>, order: NodeOrder): A {
  const moved = column.toArray();
  if (order.unmoved) return moved;
  for (let made = 0; made < column.length; made++) moved[order.position[made] ?? 0] = column.at(made);
  return moved;
}

function moveValues(made: (PyValue | undefined)[], order: NodeOrder): readonly (PyValue | undefined)[] {
  if (order.unmoved) return made;
  const moved = Array.from<PyValue | undefined>({ length: made.length });
  made.forEach((value, number) => {
    moved[order.position[number] ?? 0] = value;
  });
  return moved;
}
