import { constants } from 'node:fs';
import { open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import type { SourceState } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { checkRange } from '../bytes/memorySource.ts';
import type { OpenSource } from '../session/resources.ts';
import { fileError, notAFile } from './fileError.ts';
import { ReadQueue } from './readQueue.ts';

export interface FileSourceOptions {
  /** The file must lie under this folder, symbolic links followed on both sides; else `source/outside-root`. */
  readonly root?: string;
  /** What the file is called in answers; its base name by default. Never a whole path. */
  readonly name?: string;
}

/** What makes a file the same file: compared before every question. */
interface Identity {
  readonly device: bigint;
  readonly inode: bigint;
  readonly size: bigint;
  readonly modifiedNs: bigint;
}

/**
 * Opens a regular file for reading. It is opened first and judged by its descriptor then, so that nothing can be put in its
 * place in between. Errors: `source/not-found`, `source/no-permission`, `source/not-a-file`, `source/outside-root`,
 * `source/empty`, `source/read`.
 */
export async function openFileSource(path: string, options: FileSourceOptions = {}): Promise<FileSource> {
  const name = options.name ?? basename(path);
  const handle = await openHandle(path);
  try {
    const stats = await handle.stat({ bigint: true });
    if (!stats.isFile()) throw notAFile(path);
    const identity = toIdentity(stats);
    if (options.root !== undefined) await checkContainment(handle, { path, name, root: options.root, identity });
    if (stats.size === 0n) throw emptyFile(name);
    return new FileSource({ handle, path, name, identity, modified: toIso(stats.mtimeMs) });
  } catch (error) {
    await handle.close();
    throw error instanceof InspectError ? error : fileError(error, path);
  }
}

interface OpenedFile {
  readonly handle: FileHandle;
  readonly path: string;
  readonly name: string;
  readonly identity: Identity;
  readonly modified: string;
}

/** A regular file, held by its descriptor: renaming or deleting it does not disturb reads, `checkState` tells. */
export class FileSource implements OpenSource {
  readonly name: string;
  readonly size: number;
  readonly modified: string;
  readonly #file: OpenedFile;
  readonly #queue = new ReadQueue();
  #closed: Promise<void> | undefined;

  constructor(file: OpenedFile) {
    this.#file = file;
    this.name = file.name;
    this.size = Number(file.identity.size);
    this.modified = file.modified;
  }

  /**
   * The process's descriptor, for threads that read by themselves. It is another file's, or none, once this source is closed:
   * what was read then must not be used.
   */
  get descriptor(): number {
    return this.#file.handle.fd;
  }

  /** Equal for the same content of the same file: device, inode, size and time of modification when it was opened. */
  get identity(): string {
    const { device, inode, size, modifiedNs } = this.#file.identity;
    return [device, inode, size, modifiedNs].join(' ');
  }

  /** Exactly `length` bytes. Fewer in the file than when it was opened: `source/changed`; storage errors: `source/read`. */
  async read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
    checkRange(this, offset, length);
    if (this.#closed !== undefined) throw closedFile(this.name);
    return this.#queue.run(async () => {
      const bytes = new Uint8Array(length);
      await this.#fill(offset, bytes, signal);
      return bytes;
    }, signal);
  }

  /** Fills `target` from `offset`, with the errors of `read`. */
  async readInto(offset: number, target: Uint8Array, signal?: AbortSignal): Promise<void> {
    checkRange(this, offset, target.length);
    if (this.#closed !== undefined) throw closedFile(this.name);
    await this.#queue.run(() => this.#fill(offset, target, signal), signal);
  }

  async checkState(): Promise<SourceState> {
    let stats;
    try {
      stats = await stat(this.#file.path, { bigint: true });
    } catch {
      return { state: 'gone' };
    }
    const { identity } = this.#file;
    const now = toIdentity(stats);
    const isSame =
      now.device === identity.device &&
      now.inode === identity.inode &&
      now.size === identity.size &&
      now.modifiedNs === identity.modifiedNs;
    return isSame ? { state: 'same' } : { state: 'changed', bytes: Number(stats.size), modified: toIso(stats.mtimeMs) };
  }

  /** Waits for reads under way, then gives up the descriptor. */
  async close(): Promise<void> {
    this.#closed ??= this.#queue.drain().then(() => this.#file.handle.close());
    return this.#closed;
  }

  async #fill(offset: number, target: Uint8Array, signal?: AbortSignal): Promise<void> {
    let filled = 0;
    while (filled < target.length) {
      signal?.throwIfAborted();
      const bytesRead = await this.#readSome(target, filled, offset + filled);
      if (bytesRead === 0) throw await this.#shortRead(offset + filled, target.length - filled);
      filled += bytesRead;
    }
  }

  async #readSome(bytes: Uint8Array, at: number, position: number): Promise<number> {
    try {
      const { bytesRead } = await this.#file.handle.read(bytes, at, bytes.length - at, position);
      return bytesRead;
    } catch (error) {
      throw fileError(error, this.#file.path, position);
    }
  }

  async #shortRead(offset: number, missing: number): Promise<InspectError> {
    const { size } = await this.#file.handle.stat();
    const hasShrunk = size < this.size;
    return new InspectError({
      code: hasShrunk ? 'source/changed' : 'source/read',
      message: hasShrunk
        ? `${this.name} has shrunk to ${size} bytes since it was opened (${this.size} bytes then).`
        : `${this.name}: the storage gave ${missing} bytes too few at byte ${offset}.`,
      at: { offset },
      expected: `${missing} more bytes`,
      found: 'the end of the file',
      advice: hasShrunk ? 'Reload the file.' : 'Check the storage, then try again.',
    });
  }
}

async function openHandle(path: string): Promise<FileHandle> {
  try {
    // Without O_NONBLOCK, opening a pipe would wait for its writer.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw fileError(error, path);
  }
}

interface ContainmentCheck {
  readonly path: string;
  readonly name: string;
  readonly root: string;
  readonly identity: Identity;
}

/** The open descriptor's own path decides where the system tells it; elsewhere the name's real path, if it is the same file. */
async function checkContainment(handle: FileHandle, check: ContainmentCheck): Promise<void> {
  const root = await realpath(check.root);
  const path = await realpath(`/proc/self/fd/${handle.fd}`).catch(() => realpathOfSame(check));
  const prefix = root.endsWith(sep) ? root : root + sep;
  if (path?.startsWith(prefix)) return;
  throw new InspectError({
    code: 'source/outside-root',
    message: `${check.name} lies outside the folder that is served.`,
    expected: 'a file under the served folder',
    found: 'a file elsewhere',
    advice: 'Serve a folder that holds the file, or copy the file there.',
  });
}

async function realpathOfSame(check: ContainmentCheck): Promise<string | undefined> {
  const path = await realpath(check.path);
  const now = toIdentity(await stat(path, { bigint: true }));
  return now.device === check.identity.device && now.inode === check.identity.inode ? path : undefined;
}

function toIdentity(stats: {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}): Identity {
  return { device: stats.dev, inode: stats.ino, size: stats.size, modifiedNs: stats.mtimeNs };
}

function toIso(milliseconds: bigint): string {
  return new Date(Number(milliseconds)).toISOString();
}

function emptyFile(name: string): InspectError {
  return new InspectError({
    code: 'source/empty',
    message: `${name} holds 0 bytes.`,
    expected: 'a checkpoint',
    found: '0 bytes',
    advice: 'The disk may have been full when it was written, or a copy has only just begun: copy it again.',
  });
}

function closedFile(name: string): InspectError {
  return new InspectError({ code: 'engine/closed', message: `${name} was closed.`, advice: 'Open it again.' });
}
