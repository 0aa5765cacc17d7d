/** A run of elements that lie one after another in the file. */
export interface Run {
  /** The caller's number for the tensor. */
  readonly tensor: number;
  /** Absolute byte offset. */
  readonly start: number;
  readonly bytes: number;
  /** Bytes an element; cuts fall between elements. */
  readonly width: number;
  /**
   * Bytes before `start` that are read along: the zip's local header, by which whoever reads checks that `start` is right,
   * where it was computed and not read.
   */
  readonly lead?: number;
}

/** Part of a run that lies in one chunk, in absolute bytes. */
export interface Segment {
  readonly tensor: number;
  readonly start: number;
  readonly bytes: number;
  /** As in {@link Run}, on a run's first segment. */
  readonly lead?: number;
}

/** One read: bytes `start` to `end` of the file, and what is in them. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly segments: readonly Segment[];
}

/** A gap that is cheaper to read than to skip: less than a network round trip's worth of bytes. */
const COALESCE_GAP: number = 64 << 10;

/** A read ends before a run that it cannot hold, rather than cut it, once it is at least 1/SHORTEST_SHARE as long as it may be. */
const SHORTEST_SHARE = 2;

/**
 * The reads that cover all runs, by file offset, each at most `limit` bytes long. Small neighbours share a read, a run is cut
 * between elements where it is too large or reads would become short. Pure, so that tests compare plans without a file.
 */
export function planChunks(runs: readonly Run[], limit: number): readonly Chunk[] {
  const sorted = runs.filter((run) => run.bytes > 0).sort((a, b) => a.start - b.start || a.bytes - b.bytes);
  const chunks: Chunk[] = [];
  let segments: Segment[] = [];
  let start = 0;
  let end = 0;
  const close = () => {
    if (segments.length > 0) chunks.push({ start, end, segments });
    segments = [];
  };
  for (const { tensor, start: from, bytes, width, lead = 0 } of sorted) {
    let at = from;
    const to = from + bytes;
    while (at < to) {
      // A run that overlaps one that was cut may begin before the read that is being filled.
      const first = at === from ? at - lead : at;
      if (first < start || first - end > COALESCE_GAP || Math.min(to, at + width) - start > limit) close();
      else if (to - start > limit && to - first <= limit && (first - start) * SHORTEST_SHARE >= limit) close();
      if (segments.length === 0) {
        start = first;
        end = at;
      }
      const room = Math.floor((start + limit - at) / width) * width;
      const taken = Math.min(to - at, room);
      segments.push({ tensor, start: at, bytes: taken, ...(at === from && lead > 0 && { lead }) });
      at += taken;
      end = Math.max(end, at);
    }
  }
  close();
  return chunks;
}
