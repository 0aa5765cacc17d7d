/** A key press as the tree sees it; a KeyboardEvent fits. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Where the keyboard stands when a key is pressed. */
export interface KeyPosition {
  /** Row of the active node; −1 where it is not shown. */
  readonly row: number;
  readonly rows: number;
  /** Rows of a page. */
  readonly page: number;
  readonly expandable: boolean;
  readonly open: boolean;
  /** Row of the parent; undefined at the top level. */
  readonly parentRow: number | undefined;
}

/** What a key asks the tree to do. */
export type KeyAction =
  | { readonly kind: 'move'; readonly row: number; readonly extend: boolean; readonly keep: boolean }
  | { readonly kind: 'fold'; readonly open: boolean }
  | { readonly kind: 'open-subtree' }
  | { readonly kind: 'activate' }
  | { readonly kind: 'toggle-selected' }
  | { readonly kind: 'select-all' }
  | { readonly kind: 'copy'; readonly what: 'name' | 'value' }
  | { readonly kind: 'type'; readonly letter: string };

/** What a key means in the tree; undefined for a key that belongs to someone else. Cmd counts as Ctrl. */
export function readTreeKey(press: KeyPress, position: KeyPosition): KeyAction | undefined {
  if (press.altKey) return undefined;
  return press.ctrlKey || press.metaKey ? readCommand(press, position) : readPlainKey(press, position);
}

function readPlainKey(press: KeyPress, position: KeyPosition): KeyAction | undefined {
  switch (press.key) {
    case 'ArrowRight':
      if (position.expandable && !position.open) return { kind: 'fold', open: true };
      return position.open && position.expandable ? move(press, position, position.row + 1) : undefined;
    case 'ArrowLeft':
      if (position.expandable && position.open) return { kind: 'fold', open: false };
      return position.parentRow === undefined ? undefined : move(press, position, position.parentRow);
    case '*':
      return { kind: 'open-subtree' };
    case 'Enter':
      return { kind: 'activate' };
    default:
      return readMove(press, position) ?? readLetter(press);
  }
}

function readCommand(press: KeyPress, position: KeyPosition): KeyAction | undefined {
  switch (press.key.toLowerCase()) {
    case 'a':
      return { kind: 'select-all' };
    case 'c':
      return { kind: 'copy', what: press.shiftKey ? 'value' : 'name' };
    case ' ':
      return { kind: 'toggle-selected' };
    default:
      return readMove(press, position);
  }
}

function readMove(press: KeyPress, position: KeyPosition): KeyAction | undefined {
  switch (press.key) {
    case 'ArrowDown':
      return move(press, position, position.row + 1);
    case 'ArrowUp':
      return move(press, position, position.row - 1);
    case 'PageDown':
      return move(press, position, position.row + position.page);
    case 'PageUp':
      return move(press, position, position.row - position.page);
    case 'Home':
      return move(press, position, 0);
    case 'End':
      return move(press, position, position.rows - 1);
    default:
      return undefined;
  }
}

function readLetter(press: KeyPress): KeyAction | undefined {
  // `/` belongs to the filter field, everywhere.
  return press.key !== '/' && /^.$/u.test(press.key) ? { kind: 'type', letter: press.key } : undefined;
}

/** Ctrl moves without selecting, Shift extends the selection; a move stops at the ends. */
function move(press: KeyPress, position: KeyPosition, row: number): KeyAction | undefined {
  if (position.rows === 0) return undefined;
  const keep = (press.ctrlKey || press.metaKey) && !press.shiftKey;
  return { kind: 'move', row: Math.max(0, Math.min(position.rows - 1, row)), extend: press.shiftKey, keep };
}
