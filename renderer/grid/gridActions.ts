import type { MouseEvent, PointerEvent } from 'react';
import { escapeControls } from '../../shared/escapeControls.ts';
import type { RowCells } from './rowCells.ts';
import { nameOf, type TreeModel } from './treeModel.ts';

/** How a row is chosen: a plain click, with Ctrl, with Shift, or by the keyboard with Ctrl (moves, selects nothing). */
export type Choice = 'only' | 'toggle' | 'extend' | 'move';

/** What a person does with rows; the board decides what comes of it. */
export interface GridActions {
  readonly choose: (node: number, how: Choice) => void;
  readonly fold: (node: number, open: boolean) => void;
  readonly openSubtree: (node: number) => void;
  /** Enter or a double click. */
  readonly activate: (node: number) => void;
  readonly selectAll: () => void;
  readonly copy: (what: 'name' | 'value') => void;
}

/** The rows that events are about. */
interface Rows {
  readonly rows: Uint32Array;
  readonly open: Uint8Array;
}

/** A click: on a twisty it folds, elsewhere it selects. */
export function clickRow(event: MouseEvent, { rows, open }: Rows, actions: GridActions): void {
  const hit = findHit(event, rows);
  if (!hit) return;
  if (isTwisty(event)) actions.fold(hit.node, open[hit.row] !== 1);
  else actions.choose(hit.node, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');
}

/** The row that a right click is about; undefined beside the rows. */
export function rowAt(event: MouseEvent, { rows }: Pick<Rows, 'rows'>): number | undefined {
  return findHit(event, rows)?.node;
}

/** A double click, but for one on a twisty, which has folded and unfolded already. */
export function doubleClickRow(event: MouseEvent, { rows }: Rows, actions: GridActions): void {
  const hit = findHit(event, rows);
  if (hit && !isTwisty(event)) actions.activate(hit.node);
}

/** Gives what the pointer rests on its tooltip, written when it is wanted: a name its whole path, a cell what the view says. */
export function describePointed(
  event: PointerEvent,
  { model, rows, cells }: { readonly model: TreeModel; readonly rows: Uint32Array; readonly cells: RowCells },
): void {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-name],[data-cell]') : null;
  const hit = cell && findHit(event, rows);
  if (!cell || !hit) return;
  const { cell: id } = cell.dataset;
  const text = id === undefined ? escapeControls(nameOf(model, hit.node)) : cells.describe?.(id, hit.node);
  if (cell.title !== (text ?? '')) cell.title = text ?? '';
}

function findHit(event: MouseEvent, rows: Uint32Array): { readonly row: number; readonly node: number } | undefined {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
  const row = Number(element?.dataset['row'] ?? -1);
  const node = rows[row];
  return node === undefined ? undefined : { row, node };
}

function isTwisty(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('[data-twisty="true"]') !== null;
}
