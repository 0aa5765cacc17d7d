import type { BlobResource, FolderContent } from '../../shared/blobResource.ts';
import type { FileId, FolderEntry } from '../../shared/engineApi.ts';
import { splitFileId } from '../../shared/fileId.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { kindOfName } from '../../shared/kindOfName.ts';
import type { ResourceGrant } from '../../shared/wire/engineWorker.ts';
import type { Resources } from '../session/resources.ts';
import { BlobSource } from './blobSource.ts';

/** {@link Resources} over files that were dropped into a page. */
export interface BlobResources extends Resources {
  readonly grant: (grant: ResourceGrant<BlobResource<File>>) => void;
}

/** Entries in one batch of a listing. */
const BATCH_ENTRIES = 256;

export function createBlobResources(): BlobResources {
  const files = new Map<FileId, File>();
  const folders = new Map<FileId, readonly FolderContent<File>[]>();

  return {
    grant({ file, resource }) {
      if (resource.kind === 'file') {
        files.set(file, resource.content);
        return;
      }
      folders.set(file, resource.files);
      for (const { path, content } of resource.files) files.set(`${file}/${path}`, content);
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
function listEntries(id: FileId, names: readonly string[], folder: readonly FolderContent<File>[]): FolderEntry[] {
  const prefix = names.map((name) => `${name}/`).join('');
  const entries = new Map<string, FolderEntry>();
  for (const { path, content } of folder) {
    if (!path.startsWith(prefix)) continue;
    const [name = '', ...deeper] = path.slice(prefix.length).split('/');
    const modified = new Date(content.lastModified).toISOString();
    if (deeper.length === 0) {
      entries.set(name, { file: `${id}/${name}`, name, kind: kindOfName(name), bytes: content.size, modified });
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
