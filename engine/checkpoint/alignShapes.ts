/** Positions in an order of parameters, by shape, ascending. */
export interface ShapeIndex {
  readonly length: number;
  readonly byShape: ReadonlyMap<string, readonly number[]>;
  readonly isFree: (position: number) => boolean;
}

/** Indexes an order of shapes, leaving out the positions that are not free. */
export function indexShapes(shapes: readonly string[], isFree: (position: number) => boolean): ShapeIndex {
  const byShape = new Map<string, number[]>();
  for (const [position, shape] of shapes.entries()) {
    if (!isFree(position)) continue;
    const known = byShape.get(shape);
    if (known === undefined) byShape.set(shape, [position]);
    else known.push(position);
  }
  return { length: shapes.length, byShape, isFree };
}

/**
 * Places a sequence of shapes into an order, keeping its sequence, each shape as early as it can be; undefined where it does
 * not fit. An undefined shape fits anywhere.
 */
export function alignEarly(sequence: readonly (string | undefined)[], index: ShapeIndex): number[] | undefined {
  const positions: number[] = [];
  let last = -1;
  for (const shape of sequence) {
    const next = shape === undefined ? nextFree(index, last) : firstAfter(index.byShape.get(shape) ?? [], last);
    if (next === undefined) return undefined;
    positions.push(next);
    last = next;
  }
  return positions;
}

/** The same with each shape as late as it can be. Where both agree, there is only one way to place it. */
export function alignLate(sequence: readonly (string | undefined)[], index: ShapeIndex): number[] | undefined {
  const positions: number[] = [];
  let last = index.length;
  for (const shape of sequence.toReversed()) {
    const next = shape === undefined ? previousFree(index, last) : lastBefore(index.byShape.get(shape) ?? [], last);
    if (next === undefined) return undefined;
    positions.push(next);
    last = next;
  }
  return positions.toReversed();
}

function nextFree(index: ShapeIndex, after: number): number | undefined {
  for (let position = after + 1; position < index.length; position += 1) if (index.isFree(position)) return position;
  return undefined;
}

function previousFree(index: ShapeIndex, before: number): number | undefined {
  for (let position = before - 1; position >= 0; position -= 1) if (index.isFree(position)) return position;
  return undefined;
}

function firstAfter(positions: readonly number[], after: number): number | undefined {
  return positions[countUpTo(positions, after)];
}

function lastBefore(positions: readonly number[], before: number): number | undefined {
  return positions[countUpTo(positions, before - 1) - 1];
}

/** How many of the ascending positions are at most `limit`: a binary search. */
function countUpTo(positions: readonly number[], limit: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((positions[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
