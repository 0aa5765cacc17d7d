import { InspectError } from '../../shared/inspectError.ts';
import type { EntryReader } from '../formats/openedFile.ts';
import type { StorageExtent } from '../values/tensorValue.ts';
import type { ZipArchive } from '../zip/zipArchive.ts';
import { METHOD_STORED, type ZipEntry } from '../zip/zipEntry.ts';

/** The records of an archive that torch wrote, by their names inside its one root directory. */
export interface ZipRecords {
  readonly archive: ZipArchive;
  /** With its slash: `archive/`. Empty where the records lie at the top. */
  readonly root: string;
  /** As torch looks names up: without regard to ASCII case. */
  find(name: string): ZipEntry | undefined;
}

/**
 * Finds the root directory: where the shallowest `data.pkl` lies. Torch takes the first entry's directory; an archive in
 * which that holds no `data.pkl` is one that torch refuses.
 */
export function findRecords(archive: ZipArchive): ZipRecords | undefined {
  const root = firstRoot(archive) ?? shallowestRoot(archive);
  if (root === undefined) return undefined;
  return { archive, root, find: (name) => archive.entries.find(root + name) };
}

/** The named record, or an error that says what a checkpoint needs. */
export function requireRecord(records: ZipRecords, name: string): ZipEntry {
  const entry = records.find(name);
  if (entry !== undefined) return entry;
  throw new InspectError({
    code: 'zip/missing-entry',
    message: `The archive has no ${name}, without which no value can be shown.`,
    at: { entry: records.root + name },
    expected: records.root + name,
    found: `${records.archive.entries.length} other entries`,
    advice: 'The file was packed incompletely: take the original.',
  });
}

/** Where the storage with this key lies; undefined where no record of that name can be read. */
export function locateStorage(records: ZipRecords, folder: string, key: string): StorageExtent | undefined {
  // A key names a record of the storages' folder and nothing else; torch formats the same text.
  if (key.includes('/') || key.includes('\\')) return undefined;
  const entry = records.find(`${folder}${key}`);
  if (entry === undefined || entry.problem !== undefined) return undefined;
  return {
    entry: entry.name,
    header: { offset: entry.headerOffset, nameLength: records.archive.entries.nameLength(entry.index) },
    bytes: entry.compressedSize,
    compressed: entry.method !== METHOD_STORED,
    size: entry.size,
    ...(records.archive.recordsCrc && { crc32: entry.crc32 }),
  };
}

/** Reads the archive's entries by name. */
export function createEntryReader({ archive }: ZipRecords): EntryReader {
  const find = (name: string): ZipEntry => {
    const entry = archive.entries.find(name);
    if (entry === undefined) throw new RangeError(`an entry of the archive, not ${name}`);
    return entry;
  };
  return {
    locate: async (name, signal) => archive.payloadOffset(find(name), signal),
    read: async (name, maxBytes, signal) => archive.read(find(name), { maxBytes }, signal),
  };
}

/** Tells by its index whether an entry lies in one of some folders below the root. */
export function createFolderTest(records: ZipRecords, folders: readonly string[]): (index: number) => boolean {
  const prefixes = folders.map((folder) => new TextEncoder().encode(records.root + folder));
  const { entries } = records.archive;
  return (index) => prefixes.some((prefix) => entries.isBelow(index, prefix));
}

function firstRoot(archive: ZipArchive): string | undefined {
  if (archive.entries.length === 0) return undefined;
  const { name } = archive.entries.at(0);
  const slash = name.indexOf('/');
  if (slash < 0) return undefined;
  const root = name.slice(0, slash + 1);
  return archive.entries.find(`${root}data.pkl`) === undefined ? undefined : root;
}

function shallowestRoot(archive: ZipArchive): string | undefined {
  let best: string | undefined;
  for (const { name } of archive.entries) {
    if (!/(^|\/)data\.pkl$/iu.test(name)) continue;
    const root = name.slice(0, name.length - 'data.pkl'.length);
    if (best === undefined || root.length < best.length) best = root;
  }
  return best;
}
