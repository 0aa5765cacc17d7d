import type { Arrangement, TreeIndex, TreeView } from '../../shared/treeIndex.ts';
import { countHits, filterTree, type FilterHits } from './filterTree.ts';
import { KIND_CODE } from './kindCodes.ts';
import { orderChildren } from './orderChildren.ts';
import type { ChildOrder, SearchableTree } from './searchableTree.ts';
import { suggestPattern } from './suggestPattern.ts';

/** Nodes that show in a view and those that are open in it, before they are put in order. */
interface Visibility {
  /** 1 for a row to show, by node; undefined: all of them. */
  readonly shown: Uint8Array | undefined;
  /** 1 for a node whose children show, by node. */
  readonly open: Uint8Array;
}

/**
 * The rows of a view of the tree, top to bottom. Costs time in the rows shown; with a filter, in all labels of the tree.
 *
 * @throws InspectError `usage` for a pattern that cannot be read, with its position.
 */
export function arrangeTree(tree: SearchableTree, view: TreeView): Arrangement {
  const found = view.filter && filterTree(tree, view.filter);
  const visibility = found ? showHits(tree.index, view, found) : showAll(tree.index, view);
  const { key, descending } = view.sort;
  const order = key === 'file' && !descending ? undefined : orderChildren(tree, key, descending);
  const rows = listRows(tree.index, { ...visibility, order, compact: view.compact ?? false });
  const counts = found ?? countAll(tree);
  const closest = found?.hits === 0 && view.filter ? suggestPattern(tree, view.filter) : undefined;
  return { ...rows, hits: counts.hits, tensorHits: counts.tensorHits, ...(closest !== undefined && { closest }) };
}

function countAll(tree: SearchableTree): Omit<FilterHits, 'isHit'> {
  tree.counts ??= countHits(tree, new Uint8Array(tree.index.nodes).fill(1));
  return tree.counts;
}

function showAll(index: TreeIndex, view: TreeView): Visibility {
  const open = new Uint8Array(index.nodes).fill(view.expansion.base === 'all' ? 1 : 0);
  for (const node of view.expansion.toggled) if (node < open.length) open[node] = 1 - (open[node] ?? 0);
  return { shown: undefined, open };
}

/**
 * Hits and everything above them, which is open; only where the view opens all can it be folded by hand. What lies in a
 * hit without further hits shows once that row is opened.
 */
function showHits(index: TreeIndex, view: TreeView, { isHit }: FilterHits): Visibility {
  const { open } = showAll(index, view);
  const shown = isHit.slice();
  const holdsHits = new Uint8Array(index.nodes);
  for (let node = index.nodes - 1; node > 0; node--) {
    if (shown[node] === 0) continue;
    const above = index.parent[node] ?? 0;
    shown[above] = 1;
    holdsHits[above] = 1;
    if (view.expansion.base === 'none') open[above] = 1;
  }
  for (let node = 1; node < index.nodes; node++) {
    const above = index.parent[node] ?? 0;
    if (above > 0 && shown[above] === 1 && holdsHits[above] === 0) shown[node] = 1;
  }
  return { shown, open };
}

interface RowPlan extends Visibility {
  /** Undefined: the file's order. */
  readonly order: ChildOrder | undefined;
  readonly compact: boolean;
}

/** Rows as they are listed: arrays with room for all of them, as every key in a filter lists all rows anew. */
interface RowList extends Pick<Arrangement, 'rows' | 'open'> {
  count: number;
}

function listRows(index: TreeIndex, plan: RowPlan): Pick<Arrangement, 'rows' | 'open'> {
  const list: RowList = { rows: new Uint32Array(index.nodes), open: new Uint8Array(index.nodes), count: 0 };
  const { order } = plan;
  if (order) listOrdered(index, { ...plan, order }, list);
  else listInFileOrder(index, plan, list);
  return { rows: list.rows.slice(0, list.count), open: list.open.slice(0, list.count) };
}

/** Adds a row; answers whether its children show too. */
function addRow(index: TreeIndex, plan: RowPlan, list: RowList, node: number): boolean {
  const isOpen = plan.open[node] === 1 && (index.end[node] ?? 0) > node + 1;
  list.rows[list.count] = node;
  list.open[list.count] = isOpen ? 1 : 0;
  list.count++;
  return isOpen;
}

/** Preorder is the file's order, so whatever is folded is one jump to the end of its subtree. */
function listInFileOrder(index: TreeIndex, plan: RowPlan, list: RowList): void {
  const { shown, compact } = plan;
  let node = 1;
  while (node < index.nodes) {
    if (shown && shown[node] === 0) {
      node = index.end[node] ?? index.nodes;
      continue;
    }
    const row = compact ? endOfChain(index, node) : node;
    node = addRow(index, plan, list, row) ? row + 1 : (index.end[row] ?? index.nodes);
  }
}

function listOrdered(index: TreeIndex, plan: RowPlan & { readonly order: ChildOrder }, list: RowList): void {
  const { shown, compact, order } = plan;
  // Pairs: place of the next child, place after the last.
  const stack: number[] = [order.start[0] ?? 0, order.start[1] ?? 0];
  while (stack.length > 0) {
    const place = stack.at(-2) ?? 0;
    if (place === stack.at(-1)) {
      stack.length -= 2;
      continue;
    }
    stack[stack.length - 2] = place + 1;
    const node = order.children[place] ?? 0;
    if (shown && shown[node] === 0) continue;
    const row = compact ? endOfChain(index, node) : node;
    if (addRow(index, plan, list, row)) stack.push(order.start[row] ?? 0, order.start[row + 1] ?? 0);
  }
}

/** The last of a chain of modules that have one child each. */
function endOfChain(index: TreeIndex, node: number): number {
  let last = node;
  while (isModule(index, last) && isModule(index, last + 1) && index.end[last + 1] === index.end[last]) last++;
  return last;
}

function isModule(index: TreeIndex, node: number): boolean {
  return index.kind[node] === KIND_CODE.module;
}
