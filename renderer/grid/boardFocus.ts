/** Takes the keyboard to the rows of a board. */
export function focusRows(board: Element | null): void {
  focusIn(board, '[role="treegrid"]');
}

/** Takes the keyboard to the details of a board. */
export function focusDetails(board: Element | null): void {
  focusIn(board, '[data-detail]');
}

/** Whether something stands in the details of a board. */
export function isInDetails(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-detail]') !== null;
}

function focusIn(board: Element | null, what: string): void {
  board?.querySelector<HTMLElement>(what)?.focus();
}
