/**
 * The one seam between the engine and the outside: a file, a Blob, memory, later a server. Offsets and sizes are bytes.
 * A read beyond `size` is a defect of the caller; a source that has fewer bytes than it promised throws `source/read` (or
 * `source/changed`, `source/vanished` where it can tell).
 */
export interface ByteSource {
  readonly name: string;
  readonly size: number;
  /** Last modification, ISO 8601 UTC, where the source knows it. */
  readonly modified?: string;
  /** Exactly `length` bytes from `offset`. The caller owns the result. */
  read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array>;
}
