/** A run of rows, the end exclusive. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** What of the rows a scroller shows, in pixels. */
export interface Viewport {
  readonly scrollTop: number;
  /** Without the header. */
  readonly height: number;
}

/** Rows that are drawn beyond what is visible, on either side. */
const OVERSCAN = 4;

/**
 * The rows to draw. All are of one height, so that a million of them cost no more than a dozen. Where there are fewer rows than
 * were scrolled past, the last ones: the browser will have scrolled back to them.
 */
export function planWindow({ scrollTop, height }: Viewport, rowHeight: number, count: number): RowWindow {
  const visible = visibleRows(height, rowHeight);
  const top = Math.max(0, Math.min(Math.floor(scrollTop / rowHeight), count - visible));
  return { first: Math.max(0, top - OVERSCAN), end: Math.min(count, top + visible + OVERSCAN) };
}

/** Rows that a window of this height can hold at most: elements that are enough for every place to scroll to. */
export function countSlots(height: number, rowHeight: number): number {
  return visibleRows(height, rowHeight) + 2 * OVERSCAN;
}

/** Rows of which a part may be visible at once. */
function visibleRows(height: number, rowHeight: number): number {
  return height <= 0 ? 0 : Math.ceil(height / rowHeight) + 1;
}
