import type { Dirent } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { FileId, FolderEntry } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { ResourceGrant } from '../../shared/wire/engineWorker.ts';
import { kindOfName } from '../../shared/kindOfName.ts';
import type { Resources } from '../session/resources.ts';
import { splitFileId } from '../../shared/fileId.ts';
import { fileError } from './fileError.ts';
import { openFileSource } from './fileSource.ts';

/** What a granted id stands for on a machine with a file system. */
export interface FileResource {
  /** Absolute path of a file or folder. */
  readonly path: string;
  /** Folder that must hold what is opened, links resolved. What lies below a granted folder lies in that folder anyway. */
  readonly root?: string;
}

/** {@link Resources} over the file system: ids that a host granted, and names below granted folders. */
export interface FileResources extends Resources {
  readonly grant: (grant: ResourceGrant<FileResource>) => void;
}

/** Entries in one batch of a listing. */
const BATCH_ENTRIES = 256;
/** Status calls under way at once: fewer than libuv has threads, so that a hung mount leaves one for everything else. */
const STATUS_CALLS = 3;

export function createFileResources(): FileResources {
  const granted = new Map<FileId, FileResource>();

  function resolve(id: FileId): FileResource {
    const { grant, names } = splitFileId(id);
    const resource = granted.get(grant);
    if (resource === undefined) {
      throw new InspectError({
        code: 'source/not-found',
        message: 'This window holds no file or folder under that handle.',
        advice: 'Choose the file again.',
      });
    }
    if (names.length === 0) return resource;
    return { path: join(resource.path, ...names), root: resource.root ?? resource.path };
  }

  return {
    grant({ file, resource }) {
      granted.set(file, resource);
    },
    async open(file, signal) {
      signal?.throwIfAborted();
      const { path, root } = resolve(file);
      return openFileSource(path, root === undefined ? {} : { root });
    },
    async *list(folder, signal) {
      const { path, root } = resolve(folder);
      yield* listFolder(await findPlace(folder, path, root ?? path), signal);
    },
  };
}

/** A folder that was found to lie under its root. */
interface Place {
  readonly folder: FileId;
  /** Both without links. */
  readonly realFolder: string;
  readonly realRoot: string;
}

async function findPlace(folder: FileId, path: string, root: string): Promise<Place> {
  try {
    const place = { folder, realFolder: await realpath(path), realRoot: await realpath(root) };
    if (isInside(place.realRoot, place.realFolder)) return place;
  } catch (error) {
    throw fileError(error, path);
  }
  throw outsideRoot();
}

async function* listFolder(place: Place, signal: AbortSignal | undefined): AsyncGenerator<readonly FolderEntry[]> {
  let batch: Dirent[] = [];
  for await (const entry of readFolder(place.realFolder)) {
    signal?.throwIfAborted();
    batch.push(entry);
    if (batch.length === BATCH_ENTRIES) {
      yield await describeAll(batch, place);
      batch = [];
    }
  }
  if (batch.length > 0) yield await describeAll(batch, place);
}

/** The entries as the system finds them, its errors as ours. */
async function* readFolder(path: string): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(path, { bufferSize: BATCH_ENTRIES });
  } catch (error) {
    throw fileError(error, path);
  }
}

async function describeAll(entries: readonly Dirent[], place: Place): Promise<readonly FolderEntry[]> {
  const described: FolderEntry[] = [];
  for (let start = 0; start < entries.length; start += STATUS_CALLS) {
    const group = entries.slice(start, start + STATUS_CALLS);
    for (const entry of await Promise.all(group.map((item) => describeEntry(item, place)))) {
      if (entry !== undefined) described.push(entry);
    }
  }
  return described;
}

/** Undefined for what is neither file nor folder, cannot be looked at (any more), or is a link that leads out of the root. */
async function describeEntry(entry: Dirent, { folder, realFolder, realRoot }: Place): Promise<FolderEntry | undefined> {
  const path = join(realFolder, entry.name);
  try {
    if (entry.isSymbolicLink() && !isInside(realRoot, await realpath(path))) return undefined;
    const status = await stat(path);
    if (!status.isFile() && !status.isDirectory()) return undefined;
    return {
      file: `${folder}/${entry.name}`,
      name: entry.name,
      kind: status.isDirectory() ? 'folder' : kindOfName(entry.name),
      bytes: status.isFile() ? status.size : 0,
      modified: status.mtime.toISOString(),
    };
  } catch {
    return undefined;
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function outsideRoot(): InspectError {
  return new InspectError({
    code: 'source/outside-root',
    message: 'The folder lies outside the folder that is served.',
    expected: 'a folder under the served folder',
    found: 'a folder elsewhere',
    advice: 'Serve a folder that holds both, or copy the files.',
  });
}
