/** Pixels of the picture. */
export const LINE_SIZE = { width: 76, height: 18 } as const;

/** Pixels above and below, so that neither the line nor its last dot is cut off. */
const MARGIN = 3;

export interface NormLine {
  /** An SVG path; a checkpoint without a norm breaks the line. */
  readonly path: string;
  /** Where the last norm is; undefined where no norm is known. */
  readonly end: { readonly x: number; readonly y: number } | undefined;
}

/** Norms over the checkpoints as a line between their own extremes; norms that are all the same make a level line. */
export function drawNormLine(norms: ArrayLike<number>): NormLine {
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < norms.length; at++) {
    const norm = norms[at] ?? Number.NaN;
    if (!Number.isFinite(norm)) continue;
    least = Math.min(least, norm);
    most = Math.max(most, norm);
  }
  const { width, height } = LINE_SIZE;
  const step = norms.length > 1 ? (width - 2 * MARGIN) / (norms.length - 1) : 0;
  let path = '';
  let end: NormLine['end'];
  let isDrawn = false;
  for (let at = 0; at < norms.length; at++) {
    const norm = norms[at] ?? Number.NaN;
    if (!Number.isFinite(norm)) {
      isDrawn = false;
      continue;
    }
    const share = most > least ? (norm - least) / (most - least) : 0.5;
    const x = round(MARGIN + at * step);
    const y = round(height - MARGIN - share * (height - 2 * MARGIN));
    path += `${isDrawn ? 'L' : 'M'}${x} ${y}`;
    end = { x, y };
    isDrawn = true;
  }
  return { path, end };
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
