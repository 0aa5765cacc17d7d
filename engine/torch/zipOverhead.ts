import type { OpenedFile } from '../formats/openedFile.ts';
import type { ZipEntry } from '../zip/zipEntry.ts';
import { createFolderTest, type ZipRecords } from './zipRecords.ts';

/** Where the bytes of an archive are that are no storage: the pickles by name, the directory, and the rest between records. */
export function zipOverhead(
  records: ZipRecords,
  folders: readonly string[],
  pickles: readonly ZipEntry[],
): OpenedFile['overhead'] {
  const { archive } = records;
  const { entries } = archive;
  const isStorage = createFolderTest(records, folders);
  let rest = archive.directoryOffset;
  for (let index = 0; index < entries.length; index += 1) {
    if (isStorage(index)) rest -= entries.record(index).compressedSize;
  }
  for (const entry of pickles) rest -= entry.compressedSize;
  return [
    ...pickles.map((entry) => ({ title: baseName(entry.name), count: 1, bytes: entry.compressedSize })),
    { title: 'zip directory', count: entries.length, bytes: archive.directoryBytes },
    { title: 'headers, padding', count: entries.length, bytes: Math.max(0, rest) },
  ];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
