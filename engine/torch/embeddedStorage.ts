import { InspectError } from '../../shared/inspectError.ts';
import type { PyValue } from '../values/pyValue.ts';
import { parseLegacyStream, placeStorages } from './legacyStream.ts';

/**
 * The value of `torch.storage._load_from_bytes(bytes)`: a whole legacy file within a pickle, which holds one storage. Its
 * bytes are kept with the storage, as they have no place of their own in the file. Bytes that are no such file give
 * undefined. A file within the inner file stays a call.
 */
export function loadEmbedded(bytes: Uint8Array): PyValue | undefined {
  try {
    const stream = parseLegacyStream(bytes, undefined);
    placeStorages(stream, bytes.length);
    for (const storage of stream.pickles.table.storages) {
      const { extent } = storage;
      storage.keyless = true;
      if (extent?.offset === undefined) continue;
      const held = bytes.subarray(extent.offset, extent.offset + extent.bytes);
      storage.extent = { bytes: extent.bytes, compressed: false, size: extent.size, held };
    }
    return stream.root;
  } catch (error) {
    if (error instanceof InspectError) return undefined;
    throw error;
  }
}
