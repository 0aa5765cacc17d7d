/** Rows and columns of a slice. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

/** The part of a slice that is on screen: where it begins and how much of it, in elements. */
export interface SliceWindow {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export function wholeWindow({ rows, columns }: Extent): SliceWindow {
  return { row: 0, column: 0, rows, columns };
}

export function isWhole(window: SliceWindow, whole: Extent): boolean {
  return window.rows >= whole.rows && window.columns >= whole.columns;
}

/** A point in a window: shares of its height and width. */
export interface Point {
  readonly down: number;
  readonly across: number;
}

/** Shows fewer (factor below 1) or more elements; what lies under `at` stays there as far as the edges allow. */
export function zoomWindow(window: SliceWindow, whole: Extent, factor: number, at: Point): SliceWindow {
  const rows = scaleCount(window.rows, whole.rows, factor);
  const columns = scaleCount(window.columns, whole.columns, factor);
  const row = Math.round(window.row + at.down * (window.rows - rows));
  const column = Math.round(window.column + at.across * (window.columns - columns));
  return keepInside({ row, column, rows, columns }, whole);
}

/** Moves a window by rows and columns, up to the edges. */
export function panWindow(window: SliceWindow, whole: Extent, rows: number, columns: number): SliceWindow {
  return keepInside(
    { ...window, row: Math.round(window.row + rows), column: Math.round(window.column + columns) },
    whole,
  );
}

/** Moves a window as little as needed to show an element. */
export function showElement(window: SliceWindow, row: number, column: number): SliceWindow {
  return {
    ...window,
    row: Math.max(Math.min(window.row, row), row - window.rows + 1),
    column: Math.max(Math.min(window.column, column), column - window.columns + 1),
  };
}

/** The element under a point of a window. */
export function elementAt(
  window: SliceWindow,
  { down, across }: Point,
): { readonly row: number; readonly column: number } {
  const within = (share: number, count: number): number => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  return { row: window.row + within(down, window.rows), column: window.column + within(across, window.columns) };
}

/** One element fewer or more at least, so that every step of a wheel is seen. */
function scaleCount(count: number, most: number, factor: number): number {
  const scaled =
    factor < 1 ? Math.min(count - 1, Math.floor(count * factor)) : Math.max(count + 1, Math.ceil(count * factor));
  return Math.max(1, Math.min(most, scaled));
}

function keepInside(window: SliceWindow, whole: Extent): SliceWindow {
  return {
    ...window,
    row: Math.max(0, Math.min(whole.rows - window.rows, window.row)),
    column: Math.max(0, Math.min(whole.columns - window.columns, window.column)),
  };
}
