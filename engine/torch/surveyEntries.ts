import type { Finding } from '../../shared/finding.ts';
import type { ZipEntry } from '../zip/zipEntry.ts';
import type { StorageTable } from './storageTable.ts';
import { createFolderTest, type ZipRecords } from './zipRecords.ts';

/** Entries that are listed by name in one finding. */
const NAMED = 5;

/** Storages of one folder of the archive, and the pickles' claims to them. */
export interface StorageFolder {
  /** With its slash, below the root: `data/`. */
  readonly name: string;
  readonly table: StorageTable;
}

/**
 * Looks for entries that nothing refers to: storages of no tensor, and entries that `isExpected` does not know. One finding
 * for each kind; a load leaves such bytes alone.
 */
export function surveyEntries(
  records: ZipRecords,
  folders: readonly StorageFolder[],
  isExpected: (name: string) => boolean,
): Finding[] {
  const { entries } = records.archive;
  const found = new Set(folders.flatMap(({ table }) => table.storages.flatMap(({ extent }) => extent?.entry ?? [])));
  const isStorage = createFolderTest(
    records,
    folders.map(({ name }) => name),
  );
  const stored: number[] = [];
  const unexpected: ZipEntry[] = [];
  const foreign: ZipEntry[] = [];
  for (let index = 0; index < entries.length; index += 1) {
    if (isStorage(index)) stored.push(index);
    else {
      const entry = entries.at(index);
      if (!entry.name.startsWith(records.root)) foreign.push(entry);
      else if (!entry.name.endsWith('/') && !isExpected(entry.name.slice(records.root.length))) unexpected.push(entry);
    }
  }
  // In a sound file every stored entry is found: then no entry's name is needed.
  const lost =
    stored.length === found.size
      ? []
      : stored.map((index) => entries.at(index)).filter(isLost(records, folders, found));
  return [...describeLost(lost), ...describeUnexpected(unexpected), ...describeForeign(foreign, records.root)];
}

/** Tells entries that are neither where a storage was found nor what one was claimed to be. */
function isLost(
  { root }: ZipRecords,
  folders: readonly StorageFolder[],
  found: ReadonlySet<string>,
): (entry: ZipEntry) => boolean {
  const claimed = new Set(folders.flatMap(({ name, table }) => table.storages.map(({ key }) => root + name + key)));
  return ({ name }) => !found.has(name) && !claimed.has(name) && !name.endsWith('/');
}

function describeLost(lost: readonly ZipEntry[]): Finding[] {
  const [first] = lost;
  if (first === undefined) return [];
  const bytes = lost.reduce((sum, entry) => sum + entry.compressedSize, 0);
  return [
    {
      code: 'storage/unreferenced',
      severity: 'info',
      message: `${lost.length} storage ${lost.length === 1 ? 'record belongs' : 'records belong'} to no tensor (${bytes} bytes).`,
      at: { entry: first.name },
      found: listNames(lost),
    },
  ];
}

function describeUnexpected(unexpected: readonly ZipEntry[]): Finding[] {
  const [first] = unexpected;
  if (first === undefined) return [];
  const count = unexpected.length === 1 ? '1 entry is' : `${unexpected.length} entries are`;
  return [
    {
      code: 'zip/unexpected',
      severity: 'info',
      message: `${count} not part of the format; torch ignores what it does not know.`,
      at: { entry: first.name },
      found: listNames(unexpected),
    },
  ];
}

/** torch takes the first entry's folder for the root and refuses an archive with another one. */
function describeForeign(foreign: readonly ZipEntry[], root: string): Finding[] {
  const [first] = foreign;
  if (first === undefined) return [];
  return [
    {
      code: 'zip/unexpected',
      severity: 'warning',
      message: `${foreign.length === 1 ? '1 entry lies' : `${foreign.length} entries lie`} outside the checkpoint's folder; torch refuses such a file.`,
      at: { entry: first.name },
      expected: `names that begin with ${root}`,
      found: listNames(foreign),
    },
  ];
}

function listNames(entries: readonly ZipEntry[]): string {
  const names = entries.slice(0, NAMED).map(({ name }) => name.slice(0, 100));
  return names.join(', ') + (entries.length > NAMED ? ', …' : '');
}
