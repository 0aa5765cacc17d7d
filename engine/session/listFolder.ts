import type { CallContext, FileId, FolderEntry } from '../../shared/engineApi.ts';
import type { Resources } from './resources.ts';

/** Entries in one update. */
const BATCH = 256;

/** Passes a folder's entries on as they are found, in batches of at most {@link BATCH}. */
export async function listFolder(
  resources: Resources,
  folder: FileId,
  { signal, onUpdate }: CallContext<readonly FolderEntry[]>,
): Promise<{ readonly entries: number }> {
  let entries = 0;
  for await (const found of resources.list(folder, signal)) {
    signal?.throwIfAborted();
    for (let start = 0; start < found.length; start += BATCH) onUpdate?.(found.slice(start, start + BATCH));
    entries += found.length;
  }
  return { entries };
}
