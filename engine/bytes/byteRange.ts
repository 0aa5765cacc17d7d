/** A run of bytes of a source. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/**
 * Merges ranges whose distance is at most `gap` bytes, so that neighbours cost one read. The result is sorted by offset and
 * covers every input.
 */
export function coalesceRanges(ranges: readonly ByteRange[], gap: number): ByteRange[] {
  const sorted = ranges.toSorted((a, b) => a.offset - b.offset);
  const merged: ByteRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && range.offset <= last.offset + last.length + gap) {
      const end = Math.max(last.offset + last.length, range.offset + range.length);
      merged[merged.length - 1] = { offset: last.offset, length: end - last.offset };
    } else {
      merged.push({ offset: range.offset, length: range.length });
    }
  }
  return merged;
}

/** Whether `outer` covers every byte of `inner`. */
export function covers(outer: ByteRange, inner: ByteRange): boolean {
  return outer.offset <= inner.offset && inner.offset + inner.length <= outer.offset + outer.length;
}
