import type { OpenedFile } from '../formats/openedFile.ts';
import type { StorageExtent } from '../values/tensorValue.ts';

/**
 * Absolute offset of a storage's bytes in the file. Reads an entry's local header where the extent does not say it;
 * undefined for bytes that stand inside a pickle.
 */
export async function findPayloadStart(
  opened: OpenedFile,
  extent: StorageExtent,
  signal?: AbortSignal,
): Promise<number | undefined> {
  if (extent.offset !== undefined || extent.entry === undefined) return extent.offset;
  return opened.entries?.locate(extent.entry, signal);
}
