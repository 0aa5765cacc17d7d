import type { BlobResource, FolderContent } from '../../shared/blobResource.ts';
import type { DataTransferLike } from '../../shared/hostApi.ts';
import { InspectError } from '../../shared/inspectError.ts';

/** Files below a dropped folder that are taken at most: a run has thousands, a home folder millions. */
const MAX_FILES = 50_000;

/** A file or folder that was dropped into a browser. */
export interface DroppedItem {
  readonly name: string;
  readonly resource: BlobResource<File>;
}

/**
 * Takes files and folders out of a drop. Must be called while the event is handled: the browser empties the list right
 * after it; folders are read later.
 *
 * @throws InspectError `source/read` when the browser cannot read what was dropped.
 */
export async function readDrop(drop: DataTransferLike): Promise<readonly DroppedItem[]> {
  const entries = Array.from(drop.items).flatMap((item) => {
    const entry = item instanceof DataTransferItem && item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry === null ? [] : [entry];
  });
  if (entries.length > 0) return Promise.all(entries.map(readEntry));
  const files = Array.from(drop.files).filter((file) => file instanceof File);
  return files.map((content) => ({ name: content.name, resource: { kind: 'file', content } }));
}

async function readEntry(entry: FileSystemEntry): Promise<DroppedItem> {
  if (isFile(entry)) return { name: entry.name, resource: { kind: 'file', content: await fileOf(entry) } };
  return { name: entry.name, resource: { kind: 'folder', files: await readFolder(entry) } };
}

async function readFolder(folder: FileSystemEntry): Promise<readonly FolderContent<File>[]> {
  const files: FolderContent<File>[] = [];
  const waiting: { readonly entry: FileSystemEntry; readonly path: string }[] = [{ entry: folder, path: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { entry, path } = next;
    if (isFolder(entry)) {
      for (const child of await childrenOf(entry)) {
        waiting.push({ entry: child, path: path === '' ? child.name : `${path}/${child.name}` });
      }
    } else if (isFile(entry)) files.push({ path, content: await fileOf(entry) });
    if (files.length >= MAX_FILES) break;
  }
  return files;
}

async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  // A reader hands out a hundred or so at a time, and an empty batch at the end.
  for (;;) {
    const batch = await new Promise<readonly FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, (error) => reject(unreadable(folder.name, error))),
    );
    if (batch.length === 0) return children;
    children.push(...batch);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, (error) => reject(unreadable(entry.name, error))));
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function unreadable(name: string, cause: unknown): InspectError {
  return new InspectError(
    {
      code: 'source/read',
      message: `The browser could not read ${name} after it was dropped.`,
      advice: 'Drop it again, or open it with Open…',
    },
    { cause },
  );
}
