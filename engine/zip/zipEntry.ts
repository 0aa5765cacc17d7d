import type { ErrorData } from '../../shared/inspectError.ts';

export const METHOD_STORED = 0;
export const METHOD_DEFLATED = 8;

/** A member of a zip as its central directory describes it. Sizes and offsets are bytes. */
export interface ZipEntry {
  /** Position in the central directory, from 0. */
  readonly index: number;
  /** UTF-8; bytes that are none are shown as U+FFFD, and names beyond `LIMITS.zipNameBytes` are cut. */
  readonly name: string;
  /** 0 stored, 8 deflated; anything else cannot be read. */
  readonly method: number;
  readonly flags: number;
  readonly crc32: number;
  /** In the file. */
  readonly compressedSize: number;
  /** When decompressed. */
  readonly size: number;
  /** Of the local header, from the start of the file. */
  readonly headerOffset: number;
  /** Why the entry cannot be read; `ZipArchive.read` throws it. */
  readonly problem?: ErrorData;
}
