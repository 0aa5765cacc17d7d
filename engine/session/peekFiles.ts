import type { CallContext, FileId, PeekResult } from '../../shared/engineApi.ts';
import { toErrorData } from '../../shared/inspectError.ts';
import { readCounters } from '../checkpoint/analyzeCheckpoint.ts';
import { openFile } from '../formats/openFile.ts';
import type { Resources } from './resources.ts';

/** What {@link peekFiles} reads from, and whom it lets go first. */
export interface PeekParts {
  readonly resources: Resources;
  /** Resolves when no file is being opened. */
  readonly whenOpened: () => Promise<void>;
}

/**
 * Reads the counters inside checkpoints, one after another: a list asks for the rows that it shows, and a slow mount is not
 * asked for many files at once. A file that somebody opens is read before the next of the list. A file that cannot be read
 * answers with its code.
 */
export async function peekFiles(
  { resources, whenOpened }: PeekParts,
  files: readonly FileId[],
  { signal, onUpdate }: CallContext<PeekResult>,
): Promise<{ readonly files: number }> {
  for (const file of files) {
    await whenOpened();
    signal?.throwIfAborted();
    onUpdate?.(await peekFile(resources, file, signal));
  }
  return { files: files.length };
}

async function peekFile(resources: Resources, file: FileId, signal: AbortSignal | undefined): Promise<PeekResult> {
  try {
    const source = await resources.open(file, signal);
    try {
      const { root, format } = await openFile(source, signal && { signal });
      return { file, format, counters: readCounters(root) };
    } finally {
      await source.close();
    }
  } catch (error) {
    if (signal?.aborted) throw error;
    const { code, message } = toErrorData(error);
    return { file, error: { code, message } };
  }
}
