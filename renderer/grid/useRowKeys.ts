import { useRef, type KeyboardEvent } from 'react';
import type { Choice, GridActions } from './gridActions.ts';
import { rowLabel } from './rowFacts.ts';
import { readTreeKey, type KeyAction, type KeyPosition } from './treeKeys.ts';
import { hasChildren, rowParentOf, type TreeModel } from './treeModel.ts';
import { findTyped, isTyping, NOTHING_TYPED, typeLetter } from './typeAhead.ts';

export interface RowKeysParams {
  readonly model: TreeModel;
  readonly rows: Uint32Array;
  readonly open: Uint8Array;
  /** Row of the active node; −1 where it is not shown. */
  readonly activeRow: number;
  /** Rows that can be reached. */
  readonly count: number;
  /** Rows of a page, asked when a key is pressed. */
  readonly pageRows: () => number;
  readonly actions: GridActions;
  readonly scrollTo: (row: number) => void;
  /** Whether letters go to the row that begins so. */
  readonly typeAhead: boolean;
}

/** The keyboard of the rows: keys become actions, type-ahead included. */
export function useRowKeys(params: RowKeysParams): (event: KeyboardEvent<HTMLElement>) => void {
  const typed = useRef(NOTHING_TYPED);
  const { model, rows, actions } = params;
  const go = (row: number, how: Choice): void => {
    const node = rows[row];
    if (node === undefined) return;
    actions.choose(node, how);
    params.scrollTo(row);
  };
  const type = (letter: string): boolean => {
    if (!params.typeAhead) return false;
    const now = performance.now();
    // A space belongs to a word that is being typed; alone it means nothing here.
    if (letter === ' ' && !isTyping(typed.current, now)) return false;
    typed.current = typeLetter(typed.current, letter, now);
    const label = (row: number): string => rowLabel(model, rows[row] ?? 0);
    const found = findTyped({ typed: typed.current.text, row: params.activeRow, rows: params.count, label });
    if (found !== undefined) go(found, 'only');
    return true;
  };
  return (event) => {
    // Keys of the headers are their own.
    if (event.target !== event.currentTarget) return;
    const action = readTreeKey(event, positionOf(params));
    if (!action || !actOn(action, params, go, type)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Does what a key asks for; answers whether that was anything. */
function actOn(
  action: KeyAction,
  { rows, activeRow, actions }: RowKeysParams,
  go: (row: number, how: Choice) => void,
  type: (letter: string) => boolean,
): boolean {
  if (action.kind === 'type') return type(action.letter);
  const active = rows[activeRow];
  if (action.kind === 'move') go(action.row, action.extend ? 'extend' : action.keep ? 'move' : 'only');
  else if (action.kind === 'select-all') actions.selectAll();
  else if (action.kind === 'copy') actions.copy(action.what);
  else if (active === undefined) return false;
  else if (action.kind === 'fold') actions.fold(active, action.open);
  else if (action.kind === 'open-subtree') actions.openSubtree(active);
  else if (action.kind === 'activate') actions.activate(active);
  else actions.choose(active, 'toggle');
  return true;
}

function positionOf({ model, rows, open, activeRow, count, pageRows }: RowKeysParams): KeyPosition {
  return {
    row: activeRow,
    rows: count,
    page: Math.max(1, pageRows()),
    expandable: activeRow >= 0 && hasChildren(model.index, rows[activeRow] ?? 0),
    open: open[activeRow] === 1,
    parentRow: findParentRow(model, rows, activeRow),
  };
}

function findParentRow(model: TreeModel, rows: Uint32Array, row: number): number | undefined {
  const node = rows[row];
  const parent = node === undefined ? undefined : rowParentOf(model, node);
  if (parent === undefined) return undefined;
  // A parent always stands above its children.
  const found = rows.lastIndexOf(parent, row);
  return found < 0 ? undefined : found;
}
