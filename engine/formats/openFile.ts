import { InspectError } from '../../shared/inspectError.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { HeldSource } from '../bytes/heldSource.ts';
import { explainContent } from './explainContent.ts';
import { FORMATS } from './formats.ts';
import type { OpenedFile } from './openedFile.ts';

/** Bytes that are read to tell the format. They also hold the whole of many small files. */
const HEAD_BYTES = 4096;

export interface OpenOptions {
  readonly signal?: AbortSignal;
}

/**
 * Opens a checkpoint of any format that this version reads. The content decides, never the name. Tensor payloads are not
 * read.
 *
 * Errors: `source/*`, `format/*`, `zip/*`, `pickle/*`.
 */
export async function openFile(source: ByteSource, options: OpenOptions = {}): Promise<OpenedFile> {
  const { signal } = options;
  if (source.size === 0) throw emptyFile();
  const held = new HeldSource(source);
  const head = await held.hold(0, Math.min(HEAD_BYTES, source.size), signal);
  const format = FORMATS.find((candidate) => candidate.matches(head, source.size));
  if (format === undefined) throw explainContent(head, source.size);
  const opened = await format.open(held, signal);
  held.release();
  return { ...opened, source };
}

function emptyFile(): InspectError {
  return new InspectError({
    code: 'source/empty',
    message: 'The file is empty.',
    expected: 'a checkpoint',
    found: '0 bytes',
    advice: 'A copy or a save that was interrupted before its first byte leaves such a file: copy it again.',
  });
}
