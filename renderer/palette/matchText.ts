/**
 * Where the words of a query stand in a text, each as one piece and in any order: start, end, start, end, … ascending.
 * Undefined when a word is missing. Case does not count.
 */
export function matchText(text: string, query: string): readonly number[] | undefined {
  const haystack = text.toLowerCase();
  const found: [number, number][] = [];
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const start = haystack.indexOf(word);
    if (start < 0) return undefined;
    found.push([start, start + word.length]);
  }
  found.sort((a, b) => a[0] - b[0]);
  return mergeRanges(found);
}

function mergeRanges(ranges: readonly (readonly [number, number])[]): readonly number[] {
  const merged: number[] = [];
  for (const [start, end] of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last) merged[merged.length - 1] = Math.max(last, end);
    else merged.push(start, end);
  }
  return merged;
}

/** A piece of a text, and whether it matched. */
export interface TextPiece {
  readonly text: string;
  readonly hit: boolean;
}

/**
 * Cuts a long dotted name to its end, at a dot where there is one, and splits it at the ranges that matched: the last parts
 * tell tensors apart, the first ones rarely do. `max` counts characters.
 */
export function cutName(name: string, ranges: readonly number[], max: number): readonly TextPiece[] {
  const start = cutStart(name, max);
  const pieces: TextPiece[] = start > 0 ? [{ text: '…', hit: false }] : [];
  let position = start;
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    const from = Math.max(position, ranges[i] ?? 0);
    const to = Math.max(position, ranges[i + 1] ?? 0);
    if (from > position) pieces.push({ text: name.slice(position, from), hit: false });
    if (to > from) pieces.push({ text: name.slice(from, to), hit: true });
    position = to;
  }
  if (position < name.length) pieces.push({ text: name.slice(position), hit: false });
  return pieces;
}

function cutStart(name: string, max: number): number {
  if (name.length <= max) return 0;
  const earliest = name.length - max + 1;
  const dot = name.indexOf('.', earliest);
  return dot < 0 || dot === name.length - 1 ? earliest : dot + 1;
}
