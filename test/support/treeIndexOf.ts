import { MIXED_DTYPE, NODE_KINDS, NO_DTYPE, type NodeKind, type TreeIndex } from '../../shared/treeIndex.ts';

/** A node of a tree as a test writes it. */
export interface TestNode {
  readonly label: string;
  readonly kind?: NodeKind;
  readonly type?: string;
  readonly summary?: string;
  readonly dtype?: string;
  readonly shape?: readonly number[];
  readonly storage?: number;
  readonly flags?: number;
  readonly children?: readonly TestNode[];
}

/** A tensor of float32. */
export function tensorNode(label: string, shape: readonly number[] = [2, 3], storage = -1): TestNode {
  return { label, kind: 'tensor', type: 'torch.Tensor', dtype: 'float32', shape, storage };
}

/** A module that groups what is below it. */
export function moduleNode(label: string, children: readonly TestNode[]): TestNode {
  return { label, kind: 'module', children };
}

/** Builds the columns of a small tree; a container is a `dict` unless it says otherwise. Bytes count four an element. */
export function treeIndexOf(top: readonly TestNode[]): TreeIndex {
  const columns = flatten({ label: '', kind: 'root', children: top });
  const dtypes = [...new Set(columns.flatMap(({ node }) => node.dtype ?? []))];
  const strings = tableOf(columns.flatMap(({ node }) => [node.label, node.summary ?? '', node.type ?? '']));
  const totals = columns.map((_, start) => columns.slice(start, columns[start]?.end).map(({ node }) => node));
  const elements = totals.map((nodes) => nodes.reduce((sum, node) => sum + elementsOf(node), 0));
  const shapeStart = new Uint32Array(columns.length + 1);
  columns.forEach(({ node }, i) => (shapeStart[i + 1] = (shapeStart[i] ?? 0) + (node.shape?.length ?? 0)));
  return {
    nodes: columns.length,
    parent: Int32Array.from(columns, ({ parent }) => parent),
    end: Uint32Array.from(columns, ({ end }) => end),
    depth: Uint16Array.from(columns, ({ depth }) => depth),
    kind: Uint8Array.from(columns, ({ node }) => NODE_KINDS.indexOf(node.kind ?? 'dict')),
    flags: Uint8Array.from(columns, ({ node }) => node.flags ?? 0),
    label: Uint32Array.from(columns, ({ node }) => strings.number(node.label)),
    summary: Uint32Array.from(columns, ({ node }) => strings.number(node.summary ?? '')),
    type: Uint32Array.from(columns, ({ node }) => strings.number(node.type ?? '')),
    children: Uint32Array.from(columns, ({ node }) => node.children?.length ?? 0),
    tensors: Uint32Array.from(totals, (nodes) => nodes.filter((node) => node.kind === 'tensor').length),
    elements: Float64Array.from(elements),
    bytes: Float64Array.from(elements, (count) => count * 4),
    dtype: Uint8Array.from(totals, (nodes) => dtypeNumber(nodes, dtypes)),
    shapeStart,
    dims: Float64Array.from(columns.flatMap(({ node }) => node.shape ?? [])),
    storage: Int32Array.from(columns, ({ node }) => node.storage ?? -1),
    dtypes,
    strings: strings.table,
  };
}

interface Flat {
  readonly node: TestNode;
  readonly parent: number;
  readonly depth: number;
  end: number;
}

function flatten(root: TestNode): readonly Flat[] {
  const flat: Flat[] = [];
  const visit = (node: TestNode, parent: number, depth: number): void => {
    const number = flat.length;
    const entry: Flat = { node, parent, depth, end: 0 };
    flat.push(entry);
    for (const child of node.children ?? []) visit(child, number, depth + 1);
    entry.end = flat.length;
  };
  visit(root, -1, 0);
  return flat;
}

function elementsOf(node: TestNode): number {
  return node.kind === 'tensor' ? (node.shape ?? []).reduce((product, size) => product * size, 1) : 0;
}

function dtypeNumber(nodes: readonly TestNode[], dtypes: readonly string[]): number {
  const found = new Set(nodes.flatMap((node) => node.dtype ?? []));
  if (found.size > 1) return MIXED_DTYPE;
  const [only] = found;
  return only === undefined ? NO_DTYPE : dtypes.indexOf(only);
}

function tableOf(texts: readonly string[]): { table: TreeIndex['strings']; number: (text: string) => number } {
  const unique = [...new Set(['', ...texts])];
  const encoded = unique.map((text) => new TextEncoder().encode(text));
  const offsets = new Uint32Array(unique.length + 1);
  encoded.forEach((bytes, i) => (offsets[i + 1] = (offsets[i] ?? 0) + bytes.length));
  const bytes = new Uint8Array(offsets[unique.length] ?? 0);
  encoded.forEach((part, i) => bytes.set(part, offsets[i]));
  return { table: { offsets, bytes }, number: (text) => unique.indexOf(text) };
}
