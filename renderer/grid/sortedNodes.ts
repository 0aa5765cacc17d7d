/** Sets of nodes as ascending arrays: a million of them are one buffer. */

/** Position of the first element that is not below `node`. */
export function lowerBound(sorted: Uint32Array, node: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < node) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a set holds a node. */
export function hasSorted(sorted: Uint32Array, node: number): boolean {
  return sorted[lowerBound(sorted, node)] === node;
}

/** The union of two sets. */
export function addSorted(left: Uint32Array, right: Uint32Array): Uint32Array {
  const union = new Uint32Array(left.length + right.length);
  let count = 0;
  let l = 0;
  let r = 0;
  while (l < left.length || r < right.length) {
    const next = Math.min(left[l] ?? Infinity, right[r] ?? Infinity);
    while (left[l] === next) l++;
    while (right[r] === next) r++;
    union[count++] = next;
  }
  return union.slice(0, count);
}

/** What of the first set is not in the second. */
export function removeSorted(from: Uint32Array, removed: Uint32Array): Uint32Array {
  return from.filter((node) => !hasSorted(removed, node));
}
