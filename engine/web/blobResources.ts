import { kindOfName } from '../../shared/kindOfName.ts';
import { splitFileId } from '../../shared/fileId.ts';
import type { FileId, FolderEntry } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { ResourceGrant } from '../../shared/wire/engineWorker.ts';
import type { Resources } from '../session/resources.ts';
import { BlobSource } from './blobSource.ts';

/** What a granted id stands for in a page: a dropped file, or what a dropped folder holds. */
export type BlobResource = File | BlobFolder;

/** The files of a dropped folder. Files are handles: nothing is read until it is asked for. */
export interface BlobFolder {
  readonly files: readonly {
    /** Names from the folder downwards, joined with `/`. */
    readonly path: string;
    readonly file: File;
  }[];
}

/** {@link Resources} over files that were dropped into a page. */
export interface BlobResources extends Resources {
  readonly grant: (grant: ResourceGrant<BlobResource>) => void;
}

/** Entries in one batch of a listing. */
const BATCH_ENTRIES = 256;

export function createBlobResources(): BlobResources {
  const files = new Map<FileId, File>();
  const folders = new Map<FileId, BlobFolder>();

  return {
    grant({ file, resource }) {
      if (resource instanceof File) {
        files.set(file, resource);
        return;
      }
      folders.set(file, resource);
      for (const entry of resource.files) files.set(`${file}/${entry.path}`, entry.file);
    },
    async open(id) {
      const file = files.get(id);
      if (file === undefined) throw unknownId();
      return new BlobSource(file);
    },
    async *list(id, signal) {
      const { grant, names } = splitFileId(id);
      const folder = folders.get(grant);
      if (folder === undefined) throw unknownId();
      const entries = listEntries(id, names, folder);
      for (let start = 0; start < entries.length; start += BATCH_ENTRIES) {
        signal?.throwIfAborted();
        yield entries.slice(start, start + BATCH_ENTRIES);
      }
    },
  };
}

/** Files of one level, and the folders that deeper files imply: as old as the newest file in them. */
function listEntries(id: FileId, names: readonly string[], folder: BlobFolder): FolderEntry[] {
  const prefix = names.map((name) => `${name}/`).join('');
  const entries = new Map<string, FolderEntry>();
  for (const { path, file } of folder.files) {
    if (!path.startsWith(prefix)) continue;
    const [name = '', ...deeper] = path.slice(prefix.length).split('/');
    const modified = new Date(file.lastModified).toISOString();
    if (deeper.length === 0) {
      entries.set(name, { file: `${id}/${name}`, name, kind: kindOfName(name), bytes: file.size, modified });
    } else if (modified > (entries.get(name)?.modified ?? '')) {
      entries.set(name, { file: `${id}/${name}`, name, kind: 'folder', bytes: 0, modified });
    }
  }
  return [...entries.values()];
}

function unknownId(): InspectError {
  return new InspectError({
    code: 'source/not-found',
    message: 'This page holds no file or folder under that handle.',
    advice: 'Drop the file again.',
  });
}
