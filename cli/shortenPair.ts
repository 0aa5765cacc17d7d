/** Characters before the first difference that stay, so that a reader sees where it is. */
const CONTEXT = 16;

/**
 * Two texts side by side, each of at most `most` characters. What both begin with is left out before what is different:
 * two long paths that differ at their ends would otherwise look the same.
 */
export function shortenPair(before: string, after: string, most: number): readonly [string, string] {
  const from = Math.max(before.length, after.length) > most ? Math.max(0, sharedStart(before, after) - CONTEXT) : 0;
  const cut = (text: string): string => {
    const rest = from > 0 ? `…${text.slice(from)}` : text;
    return rest.length > most ? `${rest.slice(0, most - 1)}…` : rest;
  };
  return [cut(before), cut(after)];
}

/** Characters that both texts begin with. */
function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
