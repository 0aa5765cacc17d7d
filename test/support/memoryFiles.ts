import { MemorySource } from '../../engine/bytes/memorySource.ts';
import type { OpenSource, Resources } from '../../engine/session/resources.ts';
import type { FolderEntry, SourceState } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';

interface MemoryFile {
  bytes: Uint8Array;
  /** Grows when the file is written. */
  version: number;
}

/** Files in memory as a platform's, with a record of what was read and of what is open. They sort by name. */
export class MemoryFiles implements Resources {
  readonly #files = new Map<string, MemoryFile>();
  /** Bytes read, by file. */
  readonly read: Map<string, number> = new Map();
  #open = 0;
  /** Called before every read. */
  onRead: (file: string, offset: number) => void = () => {};
  /** Reads wait for this. */
  gate: () => Promise<void> = async () => {};

  /** Writes a file: whoever has it open finds it changed. */
  write(file: string, bytes: Uint8Array): void {
    this.#files.set(file, { bytes, version: (this.#files.get(file)?.version ?? 0) + 1 });
  }

  get openSources(): number {
    return this.#open;
  }

  async open(file: string, signal?: AbortSignal): Promise<OpenSource> {
    signal?.throwIfAborted();
    const found = this.#files.get(file);
    if (found === undefined) throw new InspectError({ code: 'source/not-found', message: `No ${file}.` });
    const source = new MemorySource(found.bytes, file);
    this.#open++;
    let isOpen = true;
    return {
      name: file,
      size: source.size,
      identity: `${file} ${found.version}`,
      read: async (offset, length, aborted) => {
        this.onRead(file, offset);
        await this.gate();
        if (!isOpen) throw new Error(`${file} was read after it was closed`);
        this.read.set(file, (this.read.get(file) ?? 0) + length);
        return source.read(offset, length, aborted);
      },
      checkState: async (): Promise<SourceState> => {
        const now = this.#files.get(file);
        if (now === undefined) return { state: 'gone' };
        if (now.version === found.version) return { state: 'same' };
        return { state: 'changed', bytes: now.bytes.length, modified: '2026-01-01T00:00:00.000Z' };
      },
      close: async () => {
        if (isOpen) this.#open--;
        isOpen = false;
      },
    };
  }

  async *list(): AsyncIterable<readonly FolderEntry[]> {
    yield [];
  }
}
