import type { FileId, FolderEntry, SourceState } from '../../shared/engineApi.ts';
import type { ByteSource } from '../bytes/byteSource.ts';

/** A {@link ByteSource} that holds something open, such as a descriptor, and can tell whether its file is still the same. */
export interface OpenSource extends ByteSource {
  /** Equal for the same content of the same file; absent where the platform cannot tell. */
  readonly identity?: string;
  /** Gives up the descriptor. Reads under way may fail afterwards; closing twice is no error. */
  close(): Promise<void>;
  /** Compares what was opened with what the name leads to now: device, inode, size, modification time. Never rejects for a file that is gone. */
  checkState(): Promise<SourceState>;
}

/**
 * What a platform lends to a session: it turns the opaque ids that a host granted into sources and listings. The session
 * itself never sees a path.
 */
export interface Resources {
  /** Opens a granted file, or `<folder id>/<relative path>` below a granted folder. Errors: `source/*`. */
  open(file: FileId, signal?: AbortSignal): Promise<OpenSource>;
  /**
   * The entries of a granted folder in the order in which the platform finds them, in batches of at most 256; not
   * recursive. Entries that vanish while they are listed are left out. Errors: `source/*`.
   */
  list(folder: FileId, signal?: AbortSignal): AsyncIterable<readonly FolderEntry[]>;
}
