/** How much a cell of the matrix says: a number with three digits, with one, or its colour only. */
export type CellLook = 'full' | 'short' | 'bare';

/** Columns of the matrix for the room that there is. Widths in pixels. */
export interface MatrixLayout {
  readonly look: CellLook;
  readonly cell: number;
  /** Cells that are shown; fewer than there are where even bare ones do not fit. */
  readonly shown: number;
  readonly shape: boolean;
  readonly line: boolean;
}

/** Widths of the other columns in pixels. */
export const COLUMN_WIDTHS = { name: 190, shape: 70, norm: 72, line: 90, last: 80 } as const;

/** Least width of a cell of each look, and the width that cells do not exceed. */
const LEAST: Readonly<Record<CellLook, number>> = { full: 60, short: 36, bare: 6 };
const MOST = 82;

/**
 * Gives numbers in cells precedence over the line, and the line over the shapes; where not even a digit would fit, cells
 * are only coloured, and where those do not all fit, some are shown at a time.
 */
export function layOutMatrix(room: number, cells: number): MatrixLayout {
  const choices = [
    { shape: true, line: true },
    { shape: true, line: false },
    { shape: false, line: false },
  ] as const;
  const roomOf = ({ shape, line }: { readonly shape: boolean; readonly line: boolean }): number => {
    const { name, norm, last } = COLUMN_WIDTHS;
    const others = name + norm + last + (shape ? COLUMN_WIDTHS.shape : 0) + (line ? COLUMN_WIDTHS.line : 0);
    return Math.max(0, room - others);
  };
  const widthOf = (choice: { readonly shape: boolean; readonly line: boolean }): number =>
    Math.floor(roomOf(choice) / Math.max(1, cells));
  for (const look of ['full', 'short', 'bare'] as const) {
    const fit = choices.find((choice) => widthOf(choice) >= LEAST[look]);
    if (fit) return { look, cell: Math.min(MOST, widthOf(fit)), shown: cells, ...fit };
  }
  const [whole] = choices;
  const shown = Math.max(1, Math.floor(roomOf(whole) / LEAST.bare));
  return { look: 'bare', cell: LEAST.bare, shown, ...whole };
}

/** Which cells are shown: a window that holds `wanted` and moves as little as it must. */
export function moveWindow(first: number, shown: number, cells: number, wanted?: number): number {
  const latest = Math.max(0, cells - shown);
  const kept = Math.max(0, Math.min(latest, first));
  if (wanted === undefined) return kept;
  if (wanted < kept) return Math.max(0, wanted);
  return wanted >= kept + shown ? Math.min(latest, wanted - shown + 1) : kept;
}
