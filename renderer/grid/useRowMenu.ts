import { useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { TreeSelection } from '../store/treeState.ts';
import { rowAt, type GridActions } from './gridActions.ts';
import { rowElementId } from './GridRow.tsx';
import { hasSorted } from './sortedNodes.ts';

/** A menu of a row, and where it opens, in pixels of the window. */
export interface OpenMenu {
  readonly node: number;
  readonly at: { readonly x: number; readonly y: number };
}

export interface RowMenu {
  readonly open: OpenMenu | undefined;
  readonly close: () => void;
  readonly onContextMenu: (event: MouseEvent) => void;
  /** The menu key and Shift F10, for the active row. */
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

export interface RowMenuParams {
  readonly rows: Uint32Array;
  readonly selection: TreeSelection;
  readonly choose: GridActions['choose'];
  /** Whether rows have a menu. */
  readonly enabled: boolean;
}

/** Pixels from a row's start to where its menu opens when keys ask for it. */
const KEY_INSET = 40;

/** Opens the menu of the row under the pointer, or of the active one. A row outside the selection is selected first. */
export function useRowMenu({ rows, selection, choose, enabled }: RowMenuParams): RowMenu {
  const [open, setOpen] = useState<OpenMenu>();
  const show = (node: number, at: OpenMenu['at']): void => {
    if (!hasSorted(selection.nodes, node)) choose(node, 'only');
    setOpen({ node, at });
  };
  return {
    open,
    close: () => setOpen(undefined),
    onContextMenu: (event) => {
      const node = enabled ? rowAt(event, { rows }) : undefined;
      if (node === undefined) return;
      event.preventDefault();
      const at = { x: event.clientX, y: event.clientY };
      // Some systems ask at the press; the release that follows would dismiss the menu.
      if (event.buttons === 0) show(node, at);
      else window.addEventListener('mouseup', () => show(node, at), { once: true });
    },
    onKeyDown: (event) => {
      const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
      const { active } = selection;
      if (!enabled || !isMenuKey || active === undefined) return;
      const box = document.getElementById(rowElementId(active))?.getBoundingClientRect();
      if (!box) return;
      event.preventDefault();
      show(active, { x: box.left + KEY_INSET, y: box.bottom });
    },
  };
}
