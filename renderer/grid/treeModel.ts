import { MIXED_DTYPE, NODE_KINDS, NO_DTYPE, NodeFlag, type NodeKind, type TreeIndex } from '../../shared/treeIndex.ts';
import { createStringReader, type ReadString } from './readStrings.ts';

/**
 * A tree index made ready for the screen. A *lead* is a module whose only child is a module: it has no row of its own but
 * is written, dimmed, before the name of that child (`stem.`**`proj`**).
 */
export interface TreeModel {
  readonly index: TreeIndex;
  readonly read: ReadString;
  /** 1 where a node is a lead. */
  readonly lead: Uint8Array;
  /** Levels of rows above a node's row; 0 for a top-level key. */
  readonly level: Uint16Array;
  /** Distinct tensors that use a storage, by storage number. */
  readonly storageUsers: Uint32Array;
}

const MODULE = NODE_KINDS.indexOf('module');

/** Prepares an index for the screen: one pass over its columns. */
export function createTreeModel(index: TreeIndex): TreeModel {
  const lead = new Uint8Array(index.nodes);
  const level = new Uint16Array(index.nodes);
  for (let node = 1; node < index.nodes; node++) {
    const parent = index.parent[node] ?? 0;
    if (parent > 0) level[node] = (level[parent] ?? 0) + (lead[parent] === 1 ? 0 : 1);
    if (isLead(index, node)) lead[node] = 1;
  }
  return { index, read: createStringReader(index.strings), lead, level, storageUsers: countStorageUsers(index) };
}

function isLead(index: TreeIndex, node: number): boolean {
  const child = node + 1;
  return (
    index.kind[node] === MODULE &&
    index.kind[child] === MODULE &&
    index.parent[child] === node &&
    index.end[child] === index.end[node]
  );
}

function countStorageUsers(index: TreeIndex): Uint32Array {
  let storages = 0;
  for (const storage of index.storage) if (storage >= storages) storages = storage + 1;
  const users = new Uint32Array(storages);
  for (let node = 0; node < index.nodes; node++) {
    const storage = index.storage[node] ?? -1;
    // A repeated row shows the same tensor once more; it is no further user of the storage.
    const repeated = ((index.flags[node] ?? 0) & NodeFlag.repeated) !== 0;
    if (storage >= 0 && !repeated) users[storage] = (users[storage] ?? 0) + 1;
  }
  return users;
}

/** The node whose row shows a node: a lead is part of the row of the module that it leads to. */
export function rowNodeOf(model: TreeModel, node: number): number {
  let tail = node;
  while (model.lead[tail] === 1) tail++;
  return tail;
}

/** The first node of a row: the topmost lead that is written in it, or the node itself. */
export function chainHead(model: TreeModel, node: number): number {
  let head = node;
  for (;;) {
    const parent = model.index.parent[head] ?? -1;
    if (parent <= 0 || model.lead[parent] !== 1) return head;
    head = parent;
  }
}

/** The node whose row is the parent of a node's row; undefined for a top-level row. */
export function rowParentOf(model: TreeModel, node: number): number | undefined {
  const parent = model.index.parent[chainHead(model, node)] ?? -1;
  return parent > 0 ? parent : undefined;
}

/** What a node is. */
export function kindOf(index: TreeIndex, node: number): NodeKind {
  return NODE_KINDS[index.kind[node] ?? 0] ?? 'root';
}

/** Whether a node has rows below it. */
export function hasChildren(index: TreeIndex, node: number): boolean {
  return (index.end[node] ?? 0) > node + 1;
}

/** Direct children, in the order of the file. */
export function* childrenOf(index: TreeIndex, node: number): Generator<number> {
  const end = index.end[node] ?? 0;
  for (let child = node + 1; child < end; child = index.end[child] ?? end) yield child;
}

/** A tensor's dimensions; empty for a scalar tensor and for what is no tensor. */
export function shapeOf(index: TreeIndex, node: number): readonly number[] {
  return Array.from(index.dims.subarray(index.shapeStart[node] ?? 0, index.shapeStart[node + 1] ?? 0));
}

/** A node's element type in full; `mixed` where its tensors differ, undefined without tensors. */
export function dtypeOf(index: TreeIndex, node: number): string | undefined {
  const dtype = index.dtype[node] ?? NO_DTYPE;
  if (dtype === NO_DTYPE) return undefined;
  return dtype === MIXED_DTYPE ? 'mixed' : index.dtypes[dtype];
}

/** A node's path joined with dots, as `formatPathName` writes it. */
export function nameOf(model: TreeModel, node: number): string {
  const labels: string[] = [];
  for (let at = node; at > 0; at = model.index.parent[at] ?? -1) labels.push(model.read(model.index.label[at] ?? 0));
  return labels.toReversed().join('.');
}
