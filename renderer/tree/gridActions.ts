import type { MouseEvent, PointerEvent } from 'react';
import type { FigureTable } from '../statistics/figureTable.ts';
import { describeStatistic } from './statisticText.ts';
import { columnOf, isStatisticColumn } from './treeColumns.ts';
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

/** A double click, but for one on a twisty, which has folded and unfolded already. */
export function doubleClickRow(event: MouseEvent, { rows }: Rows, actions: GridActions): void {
  const hit = findHit(event, rows);
  if (hit && !isTwisty(event)) actions.activate(hit.node);
}

/** Gives the name that the pointer rests on its tooltip: the whole path. Written when it is wanted, not for every row. */
export function nameRow(event: PointerEvent, model: TreeModel, rows: Uint32Array): void {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-name]') : null;
  const hit = cell && findHit(event, rows);
  if (cell && hit) cell.title = nameOf(model, hit.node);
}

/** Gives the statistic that the pointer rests on its tooltip: every digit. */
export function tellStatistic(event: PointerEvent, table: FigureTable, rows: Uint32Array): void {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-statistic]') : null;
  const hit = cell && findHit(event, rows);
  const known = hit ? table.read(hit.node) : undefined;
  const id = columnOf(cell?.dataset['statistic'] ?? '')?.id;
  if (cell && id && isStatisticColumn(id)) cell.title = (known && describeStatistic(id, known)) ?? '';
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
