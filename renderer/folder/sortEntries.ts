import type { FileId, FolderEntry, PeekResult } from '../../shared/engineApi.ts';

/** Columns of a folder list. `epoch` and `step` come from inside the files. */
export type FolderColumn = 'name' | 'epoch' | 'step' | 'bytes' | 'modified';

export interface FolderSort {
  readonly column: FolderColumn;
  readonly descending: boolean;
}

const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Natural order: `epoch=9` before `epoch=10`. */
export function compareNames(a: string, b: string): number {
  return COLLATOR.compare(a, b) || (a < b ? -1 : Number(a > b));
}

/**
 * Entries in the order of a column: folders first, what has no value in it last in both directions, equal ones by name.
 */
export function sortEntries(
  entries: readonly FolderEntry[],
  peeks: ReadonlyMap<FileId, PeekResult>,
  sort: FolderSort,
): readonly FolderEntry[] {
  const direction = sort.descending ? -1 : 1;
  const values = new Map(entries.map((entry) => [entry, sortValue(entry, peeks.get(entry.file), sort.column)]));
  return entries.toSorted((a, b) => {
    const rank = Number(b.kind === 'folder') - Number(a.kind === 'folder');
    if (rank !== 0) return rank;
    const left = values.get(a);
    const right = values.get(b);
    if (left === undefined || right === undefined) {
      const known = Number(left === undefined) - Number(right === undefined);
      return known || compareNames(a.name, b.name);
    }
    const order =
      typeof left === 'string' || typeof right === 'string' ? compareNames(String(left), String(right)) : left - right;
    return direction * order || compareNames(a.name, b.name);
  });
}

function sortValue(
  entry: FolderEntry,
  peek: PeekResult | undefined,
  column: FolderColumn,
): number | string | undefined {
  if (column === 'name') return entry.name;
  if (column === 'bytes') return entry.kind === 'folder' ? undefined : entry.bytes;
  if (column === 'modified') return Date.parse(entry.modified);
  return toNumber(column === 'epoch' ? peek?.counters?.epoch : peek?.counters?.globalStep);
}

/** Counters beyond 2^53 come as digits; their order survives rounding well enough for a list. */
function toNumber(counter: number | string | undefined): number | undefined {
  return counter === undefined ? undefined : Number(counter);
}
