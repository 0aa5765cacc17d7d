import type { SourceState } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { checkRange } from '../bytes/memorySource.ts';
import type { OpenSource } from '../session/resources.ts';

/**
 * A file that was dropped into a page, read where it is: only the slices that are asked for, nothing is uploaded. The browser
 * refuses to read a file that changed after the drop; that becomes `source/changed`.
 */
export class BlobSource implements OpenSource {
  readonly name: string;
  readonly size: number;
  readonly modified?: string;
  readonly #blob: Blob;

  constructor(blob: Blob, name: string = blob instanceof File ? blob.name : 'blob') {
    this.name = name;
    this.size = blob.size;
    this.#blob = blob;
    if (blob instanceof File) this.modified = new Date(blob.lastModified).toISOString();
  }

  async read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted();
    checkRange(this, offset, length);
    let bytes;
    try {
      bytes = new Uint8Array(await this.#blob.slice(offset, offset + length).arrayBuffer());
    } catch (cause) {
      throw this.#unreadable(offset, cause);
    }
    signal?.throwIfAborted();
    if (bytes.length !== length) throw this.#unreadable(offset, undefined);
    return bytes;
  }

  /** A page cannot ask for a file's state; reading one byte tells whether the browser still stands by its snapshot. */
  async checkState(): Promise<SourceState> {
    try {
      await this.#blob.slice(0, 1).arrayBuffer();
      return { state: 'same' };
    } catch (cause) {
      if (isNamed(cause, 'NotFoundError')) return { state: 'gone' };
      return { state: 'changed', bytes: this.size, modified: this.modified ?? new Date(0).toISOString() };
    }
  }

  async close(): Promise<void> {
    // A Blob holds no descriptor of ours.
  }

  #unreadable(offset: number, cause: unknown): InspectError {
    const isPermission = isNamed(cause, 'SecurityError');
    return new InspectError(
      {
        code: isPermission
          ? 'source/no-permission'
          : isNamed(cause, 'NotFoundError')
            ? 'source/vanished'
            : 'source/changed',
        message: `${this.name} cannot be read any more: it was changed, moved or removed after it was dropped here.`,
        at: { offset },
        expected: 'the file as it was dropped',
        found: cause instanceof Error ? cause.name : 'too few bytes',
        advice: 'Drop the file again.',
      },
      { cause },
    );
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
