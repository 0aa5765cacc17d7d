import type { FileId, FolderEntry } from '../../shared/engineApi.ts';

/**
 * A folder's entries after another look: known ones keep their place, and their object if nothing about them changed, so that a
 * list on screen does not stir; new ones follow. The same array if nothing changed at all.
 */
export function mergeEntries(before: readonly FolderEntry[], found: readonly FolderEntry[]): readonly FolderEntry[] {
  const fresh = new Map(found.map((entry) => [entry.file, entry]));
  const merged: FolderEntry[] = [];
  for (const known of before) {
    const now = fresh.get(known.file);
    if (now !== undefined) merged.push(isSame(known, now) ? known : now);
    fresh.delete(known.file);
  }
  merged.push(...fresh.values());
  return merged.length === before.length && merged.every((entry, at) => entry === before[at]) ? before : merged;
}

/** Files whose content is no longer what it was at the look before. */
export function listChanged(before: readonly FolderEntry[], found: readonly FolderEntry[]): readonly FileId[] {
  const known = new Map(before.map((entry) => [entry.file, entry]));
  return found.flatMap((entry) => {
    const old = known.get(entry.file);
    return old !== undefined && !isSame(old, entry) ? [entry.file] : [];
  });
}

function isSame(a: FolderEntry, b: FolderEntry): boolean {
  return a.bytes === b.bytes && a.modified === b.modified && a.kind === b.kind;
}
